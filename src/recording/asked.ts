import { isRecord } from "../base/is-record.ts";
import { pathOf } from "../listener/http.ts";
import { targetOf } from "../listener/refusals.ts";
import { accessField, activationField, seatLinksPath } from "../portal/wire.ts";
import type { Exchange } from "../traffic/exchange.ts";
import { operationsIn, readRequest } from "../traffic/request.ts";

/** What a request asks a portal for. */
export interface Asked {
  /** `activate`, `service-token`, `seat-links` for a report, `head`, or names of whatever else it is. */
  readonly operation: string;
  /** What was sent as values, among which a code or a license may be. */
  readonly texts: readonly string[];
  /** What went by the name of an activation code; null if nothing did. */
  readonly code: string | null;
  /** The day that a report is about; null if it says none. */
  readonly day: string | null;
}

const mostTexts = 1_000;

/** The same for a request that came and for one that was recorded, in which other texts stand for codes and licenses. */
export function askedBy(request: Exchange["request"]): Asked {
  const read = readRequest(request);
  const json = read.body.kind === "json" ? read.body.value : null;
  const literals = read.asked.flatMap(({ query }) =>
    (read.document(query)?.secrets ?? []).map(({ value }) => value),
  );
  const named = namedTexts(json);
  return {
    operation: operationOf(request, operationsIn({ hop: "portal", request }, read)),
    texts: [...named.map(({ text }) => text), ...literals],
    code: named.find(({ name }) => isCodeName(name))?.text ?? literals[0] ?? null,
    day: dayIn(json),
  };
}

const isCodeName = (name: string) => name.replaceAll("_", "").toLowerCase() === "activationcode";

function operationOf({ method, url }: Exchange["request"], names: ReadonlySet<string>): string {
  if (names.has(activationField)) return "activate";
  if (names.has(accessField)) return "service-token";
  if (names.size > 0) return [...names].sort().join(" ");
  const path = pathOf({ url: targetOf(url)?.url ?? "" });
  if (method === "POST" && path.endsWith(seatLinksPath)) return "seat-links";
  return method === "HEAD" ? "head" : `${method} ${path}`;
}

/** The list grows while it is walked: recursion would need a stack. */
function namedTexts(json: unknown): readonly { readonly name: string; readonly text: string }[] {
  const values: { readonly name: string; readonly value: unknown }[] = [{ name: "", value: json }];
  const texts: { readonly name: string; readonly text: string }[] = [];
  for (const { name, value } of values) {
    if (values.length > mostTexts) break;
    if (typeof value === "string") texts.push({ name, text: value });
    if (typeof value !== "object" || value === null) continue;
    for (const [inner, one] of Object.entries(value)) values.push({ name: inner, value: one });
  }
  return texts;
}

/** Reports of earlier years say `date`. */
function dayIn(json: unknown): string | null {
  const said = isRecord(json) ? (json["timestamp"] ?? json["date"]) : null;
  return typeof said === "string" ? said.slice(0, 10) : null;
}
