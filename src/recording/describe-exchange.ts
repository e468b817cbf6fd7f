import { isRecord } from "../base/is-record.ts";
import type { ReadingKeys } from "../license/reading-keys.ts";
import { textBody } from "../traffic/body.ts";
import type { Exchange } from "../traffic/exchange.ts";
import type { KnownSecrets } from "../traffic/known-secrets.ts";
import { masked } from "../traffic/mask.ts";
import { readRequest } from "../traffic/request.ts";
import { foundSecrets, type Hiding, isSecretName, mask } from "../traffic/secrets.ts";
import type { RecordedBody, RecordedExchange } from "./format.ts";
import { type NewLicense, type SeenSecrets, type Suspected, standIns } from "./seen-secrets.ts";

interface Described {
  readonly exchange: RecordedExchange;
  /** Licenses that were not known before. */
  readonly licenses: readonly NewLicense[];
}

interface Masking {
  readonly seen: SeenSecrets;
  /** What licenses can be read with. */
  readonly keys: ReadingKeys;
  /** What the emulator itself knows to be secret. */
  readonly secrets: Pick<KnownSecrets, "clean">;
  /** Whether names and addresses of people are hidden as well. */
  readonly redactPeople: boolean;
}

/**
 * An exchange as it is recorded: masked as traffic is, with names for codes and licenses, by which they can be told apart.
 * What is seen for the first time gets its number here.
 */
export function describeExchange(
  exchange: Exchange,
  at: string,
  { seen, keys, secrets, redactPeople }: Masking,
): Described {
  const suspected = { codes: new Set<string>(), licenses: new Set<string>() };
  const request = { ...exchange.request, body: readThrough(exchange.request.body, suspected) };
  const response = exchange.response && {
    ...exchange.response,
    body: readThrough(exchange.response.body, suspected),
  };
  const instead = standIns(seen, suspected, keys);
  const hiding = hidingWith(instead.show, redactPeople);
  const shown = masked(
    { ...exchange, request, response },
    readRequest(request),
    foundSecrets({ hiding, known: { clean: (text) => secrets.clean(instead.withCodes(text)) } }),
  );
  const { codes, licenses, fresh } = instead.used();
  return {
    exchange: {
      at,
      ms: Math.round(shown.ms),
      codes,
      licenses,
      request: {
        method: shown.request.method,
        url: shown.request.url,
        headers: textsOf(shown.request.headers),
        body: bodyOf(shown.request.body, request.body, instead.show),
      },
      response: shown.response && {
        status: shown.response.status,
        headers: textsOf(shown.response.headers),
        body: bodyOf(shown.response.body, response?.body ?? "", instead.show),
      },
      error: shown.error,
      cause: shown.cause && { ...shown.cause, ms: Math.round(shown.cause.ms) },
    },
    licenses: fresh.map((license) => ({
      ...license,
      attributes:
        license.attributes &&
        maskedAttributes(
          license.attributes,
          hidingWith(() => mask, redactPeople),
          secrets,
        ),
    })),
  };
}

/** Deeper than an instance looks into an answer. */
const deepest = 50;

/** JSON without what nests deeper than that; undefined for a text that is none. */
function pruned(json: string): string | undefined {
  try {
    return JSON.stringify(prunedValue(JSON.parse(json), deepest));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function prunedValue(value: unknown, left: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return left === 0 ? [] : value.map((one: unknown) => prunedValue(one, left - 1));
  }
  const members = left === 0 ? [] : Object.entries(value);
  return Object.fromEntries(members.map(([name, one]) => [name, prunedValue(one, left - 1)]));
}

/**
 * A body without what cannot be masked and means nothing: numbers where a secret goes, and JSON that nobody looks into. Notes
 * what must be a code or a license by its name.
 */
function readThrough(sent: string, suspected: Record<keyof Suspected, Set<string>>): string {
  const isDeep = textBody(sent).kind === "deep";
  const body = isDeep ? (pruned(sent) ?? sent) : sent;
  const read = textBody(body);
  if (read.kind !== "json") return body;
  let changes = false;
  const note = (name: string, value: unknown): unknown => {
    const plain = name.toLowerCase().replaceAll("_", "");
    if (typeof value === "string") {
      if (plain === "activationcode") suspected.codes.add(value.trim());
      if (plain === "licensekey" || plain === "license") suspected.licenses.add(value.trim());
    }
    if (typeof value !== "number" || !isSecretName(name)) return value;
    changes = true;
    return null;
  };
  const value: unknown = JSON.parse(JSON.stringify(read.value), note);
  return changes ? JSON.stringify(value) : body;
}

/** As traffic is masked, with other words for some of it, and people's on wish. */
function hidingWith(show: Hiding["show"], redactPeople: boolean): Hiding {
  const isSecret = (name: string) => isSecretName(name) || (redactPeople && isOfPeople(name));
  return {
    show: (secret) => (redactPeople && isAddress(secret) ? someone : show(secret)),
    isShownIn: (text, original) => text !== original,
    isSecret,
    isSecretField: (name) => isSecret(name) || name === "code" || name === "code_verifier",
    hideMore: (text, hide) => (redactPeople ? text.replace(addresses, hide) : text),
  };
}

const someone = "someone@example.com";
const isOfPeople = (name: string) => /^(?:name|company|email)$/i.test(name);
const addresses = /[^\s@"'<>()[\]{},;:\\]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;

/** Whether a text is nothing but an address. */
function isAddress(text: string): boolean {
  const [name = "", host = "", ...others] = text.trim().split("@", 3);
  const isWord = (part: string, most: number) => /^\S+$/.test(part) && part.length <= most;
  return others.length === 0 && isWord(name, 64) && isWord(host, 255);
}

const nobodyElse: Pick<Exchange, "hop" | "ms" | "request" | "error" | "cause"> = {
  hop: "portal",
  ms: 0,
  request: { method: "POST", url: "", headers: {}, body: "" },
  error: null,
  cause: null,
};

function maskedAttributes(
  attributes: Readonly<Record<string, unknown>>,
  hiding: Hiding,
  known: Pick<KnownSecrets, "clean">,
): Readonly<Record<string, unknown>> | null {
  const response = { status: 200, headers: {}, body: JSON.stringify(attributes) };
  const shown = masked({ ...nobodyElse, response }, undefined, foundSecrets({ hiding, known }));
  const body = bodyOf(shown.response?.body ?? "", response.body, () => mask);
  return "json" in body && isRecord(body.json) ? body.json : null;
}

/** Traffic shows the beginning of what is very long, and nothing of what was made to cost too much. */
function bodyOf(shown: string, sent: string, show: Hiding["show"]): RecordedBody {
  const read = textBody(shown);
  if (read.kind === "json") return { json: read.value };
  if (shown.endsWith("…") && !sent.endsWith("…")) return { text: shown, cut: true };
  const whole = textBody(sent);
  return whole.kind === "json" ? { json: bare(whole.value, show) } : { text: shown };
}

/** No secret is as short, and none looks like a time. */
const harmless = /^(?:.{0,7}|[\dTZ:.+-]{8,30})$/s;

/** JSON of which names are left, and what can be no secret. */
function bare(value: unknown, show: Hiding["show"]): unknown {
  if (typeof value === "string") return harmless.test(value) ? value : show(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => bare(one, show));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      /^[a-z_]{1,40}$/i.test(name) ? name : mask,
      bare(one, show),
    ]),
  );
}

const textsOf = (headers: Exchange["request"]["headers"]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === "string" ? value : value.join(", ")]],
    ),
  );
