import { withWords } from "../words.ts";
import type { Audience, Endpoint, FaultKind, Field, GroupName, NetworkParty } from "./kind.ts";

/** What somebody has typed for a fault, by the names of its fields. */
export interface Form {
  readonly values: Readonly<Record<string, string>>;
  /** Null until one is chosen: the usual one then. */
  readonly endpoint: string | null;
  readonly times: string;
  /** For whom: the name of an audience, and which of them; null for everybody. */
  readonly only: { readonly audience: string; readonly value: string } | null;
}

export const emptyForm = ({ fields }: FaultKind): Form => ({
  values: Object.fromEntries(fields.map(({ name, initial }) => [name, initial])),
  endpoint: null,
  times: "2",
  only: null,
});

/** Times of a fault that stays until it is removed. */
export const standing = "standing";

/**
 * Where a fault hits unless that is chosen, of where it can: as the contract has it, or, if it stays, whatever is sent to the
 * portal, which is what people expect of an outage.
 */
export const usualEndpoint = (offered: readonly string[], times: number | string): string =>
  times === standing && offered.includes("any-portal") ? "any-portal" : (offered[0] ?? "");

/**
 * The fault that a form asks for, of a kind that can hit the endpoints that are offered. What does not fit goes along as it was typed: the emulator has the sentence for it.
 * What is left out of a field that need not be there is not sent.
 */
export function faultIn(
  { kind, fields }: FaultKind,
  { values, endpoint, only }: Form,
  times: number | string,
  offered: readonly string[],
): Readonly<Record<string, unknown>> {
  const given = fields.flatMap((field) => {
    const typed = values[field.name] ?? "";
    return typed.trim() === "" && !field.required ? [] : [[field.name, typedIn(field, typed)]];
  });
  return {
    kind,
    endpoint: endpoint ?? usualEndpoint(offered, times),
    times,
    ...Object.fromEntries(given),
    ...(only && { [only.audience]: only.value }),
  };
}

function typedIn({ type, each }: Field, typed: string): unknown {
  if (type === "number") return numberIn(typed);
  if (type !== "list") return typed;
  const lines = typed.split("\n").filter((line) => line.trim() !== "");
  return each === undefined ? lines : lines.map((line) => objectIn(line) ?? { [each]: line });
}

/** The number that was typed, or what was typed instead. */
export const numberIn = (typed: string): number | string =>
  /^\s*[+-]?\d+(\.\d+)?\s*$/.test(typed) ? Number(typed) : typed;

function objectIn(line: string): object | null {
  if (!line.trimStart().startsWith("{")) return null;
  try {
    return Object(JSON.parse(line));
  } catch {
    return null;
  }
}

/** What runs, and can be broken therefore. */
export interface Running {
  readonly portal: boolean;
  readonly hosted: boolean;
}

/** Those of a kind's endpoints at which something runs. */
export const endpointsWith = (
  { endpoints }: FaultKind,
  all: Readonly<Record<string, Endpoint>>,
  { portal, hosted }: Running,
): readonly string[] => {
  const runs = { portal, network: portal, hosted, instance: true };
  return endpoints.filter((name) => runs[all[name]?.party ?? "instance"]);
};

/** Whom a fault can wait for at an endpoint. */
export const audiencesAt = (
  endpoint: Endpoint | undefined,
  all: readonly Audience[],
): readonly Audience[] => all.filter(({ name }) => endpoint?.says.includes(name));

const parties: Readonly<Record<NetworkParty, string>> = {
  dns: "Network: DNS",
  ipv6: "Network: IPv6",
  tcp: "Network: TCP",
  tls: "Network: TLS",
  proxy: "Network: proxy",
};

/** Groups in the order in which they are shown. */
const titles: Readonly<Record<GroupName, string>> = {
  answer: "What the portal answers",
  server: "Server trouble",
  ...parties,
};

export interface Group {
  readonly name: string;
  readonly title: string;
  readonly kinds: readonly FaultKind[];
}

/** Kinds in which all words stand, by group. A group without any is left out. */
export function groupsOf(kinds: readonly FaultKind[], wanted: string): readonly Group[] {
  const isWanted = withWords(wanted);
  return Object.entries(titles).flatMap(([name, title]) => {
    const found = kinds.filter(
      ({ group, kind, summary, keywords }) =>
        group === name && isWanted(`${kind} ${summary} ${keywords} ${title}`),
    );
    return found.length === 0 ? [] : [{ name, title, kinds: found }];
  });
}
