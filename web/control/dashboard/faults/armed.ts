import type { ArmedFault } from "../../../../src/package/verbs.ts";
import type { Audience, Endpoint, FaultKind } from "./kind.ts";

type Fault = Pick<ArmedFault, "kind" | "endpoint" | "times">;

/** What the faults of the contract are. */
export interface Known {
  readonly kinds: readonly FaultKind[];
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly audiences: readonly Audience[];
}

/** The values of a fault's own fields, as one line. A field that is called like its kind needs no name. */
export function valuesShown(fault: Fault, { kinds }: Pick<Known, "kinds">): string {
  const fields = kinds.find(({ kind }) => kind === fault.kind)?.fields ?? [];
  const shown = fields.flatMap(({ name, each }) => {
    const value: unknown = Reflect.get(fault, name);
    if (value === undefined) return [];
    const text = [value]
      .flat()
      .map((one) => textOf(one, each))
      .join(", ");
    return [name === fault.kind ? text : `${labelOf(name)}: ${text}`];
  });
  return shown.join("; ");
}

function textOf(value: unknown, each: string | undefined): string {
  if (typeof value !== "object" || value === null) return String(value);
  const { [each ?? ""]: said, ...others } = value as Readonly<Record<string, unknown>>;
  return typeof said === "string" && Object.keys(others).length === 0
    ? said
    : JSON.stringify(value);
}

/** `retryAfter` for people. */
export function labelOf(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** For whom a fault waits; null for everybody. */
export function whomShown(fault: Fault, { audiences }: Pick<Known, "audiences">): string | null {
  const shown = audiences.flatMap(({ name }) => {
    const value: unknown = Reflect.get(fault, name);
    return typeof value === "string" ? [`${labelOf(name).toLowerCase()} ${value}`] : [];
  });
  return shown.length === 0 ? null : shown.join(", ");
}

/** How many requests a fault is to hit still. */
export const timesShown = ({ times }: Pick<Fault, "times">): string =>
  times === "standing" ? "until it is removed" : times === 1 ? "once" : `${times} times`;

/** The standing fault behind which one waits, because each request that it could hit is hit by that. */
export function waitsBehind<One extends Fault>(
  fault: One,
  armed: readonly One[],
  known: Known,
): One | null {
  const before = armed.slice(0, armed.indexOf(fault));
  const wanted = reachOf(fault, known);
  const isMeantToo = (other: Fault) =>
    known.audiences.every(({ name }) => {
      const meant: unknown = Reflect.get(other, name);
      return meant === undefined || meant === Reflect.get(fault, name);
    });
  return (
    before.find(
      (other) =>
        other.times === "standing" &&
        isMeantToo(other) &&
        wanted.every((request) => reachOf(other, known).includes(request)),
    ) ?? null
  );
}

/** What a fault can hit, by names that differ where requests do. */
function reachOf({ kind, endpoint }: Fault, { kinds, endpoints }: Known): readonly string[] {
  const known = kinds.find((one) => one.kind === kind);
  if (known === undefined) return [endpoint];
  const { group, endpoints: all } = known;
  if (endpoints[endpoint]?.party === "network") return [group];
  if (endpoint !== "any-portal") return [endpoint];
  const named = all.filter((one) => one !== endpoint && endpoints[one]?.party === "portal");
  return group === "server" ? [...named, "others"] : named;
}
