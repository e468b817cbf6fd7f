import { createHash } from "node:crypto";
import { changedImage, type DatabaseImage, withImage } from "../base/database-image.ts";
import { randomAlphanumeric, randomBase58, seededRandom } from "../base/random.ts";
import type { SecretPlaces } from "../base/secret-places.ts";
import {
  type LicensePayload,
  type Party,
  type PartyTables,
  parties,
  type Snapshot,
} from "./snapshot.ts";

type ReadPayload = (key: string) => LicensePayload;

/**
 * The same state without activation codes, license keys, passwords, tokens and links. Codes and tokens become others of the
 * same shape, the same ones each time; of keys there is what they say, and they are written anew when it is restored.
 */
export function withoutSecrets(
  snapshot: Snapshot,
  tables: PartyTables,
  readPayload: ReadPayload,
): Snapshot {
  if (!snapshot.facts.secrets) return snapshot;
  const hiding = hidingOf(snapshot, tables, readPayload);
  const changed = (party: Party, image: DatabaseImage) =>
    changedImage(image, tables[party], (table, row) =>
      hiddenRow(row, { table, places: tables[party].secrets, hiding }),
    );
  const { instance, portal, hosted } = snapshot.images;
  return {
    facts: {
      ...snapshot.facts,
      faults: hiddenFaults(snapshot.facts.faults, hiding.hide),
      secrets: false,
    },
    images: {
      instance: changed("instance", instance),
      portal: portal && changed("portal", portal),
      hosted: hosted && changed("hosted", hosted),
    },
    licenses: hiding.payloads(),
  };
}

interface RowPlace {
  readonly table: string;
  readonly places: SecretPlaces;
  readonly hiding: Pick<Hidden, "hide" | "digests">;
}

/** Null if nothing is left of it. */
function hiddenRow(row: Row, { table, places, hiding }: RowPlace): Row | null {
  if (places.tables.includes(table)) return null;
  const hidden: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(row)) {
    const place = `${table}.${column}`;
    const isDigest = places.tokenDigests.includes(place);
    if (isDigest && !hiding.digests.has(String(value))) return null;
    if (isDigest) hidden[column] = hiding.digests.get(String(value));
    else if (value !== null && place in places.emptied) hidden[column] = places.emptied[place];
    else hidden[column] = typeof value === "string" ? hiding.hide(value) : value;
  }
  return hidden;
}

type Row = Readonly<Record<string, unknown>>;

/** What keys may take together, each as often as it stands there, in characters: of each some thirty times what one takes. */
const mostWritten = (licenses: number) =>
  Math.min(256 * 1024 * 1024, 16 * 1024 * 1024 + licenses * 64 * 1024);

/** The same state with its keys written anew; null if they would make it larger than any, whatever its file says of them. */
export function withKeys(
  snapshot: Snapshot,
  tables: PartyTables,
  write: (payload: LicensePayload, number: number) => string,
): Snapshot | null {
  if (snapshot.facts.secrets) return snapshot;
  const keys = new Map<number, string>();
  let left = mostWritten(snapshot.licenses.length);
  function keyOf(number: number): string | undefined {
    const payload = snapshot.licenses[number];
    const key = keys.get(number) ?? (payload === undefined ? undefined : write(payload, number));
    if (key !== undefined) keys.set(number, key);
    return key;
  }
  const written = (text: string) =>
    text.replace(placeholder, (whole, number: string, form: string) => {
      const key = left < 0 ? undefined : keyOf(Number(number));
      if (key === undefined) return whole;
      const inPlace = inForm(key, form);
      left -= inPlace.length;
      return left < 0 ? whole : inPlace;
    });
  const changed = (party: Party, image: DatabaseImage | null) =>
    image &&
    changedImage(image, tables[party], (_table, row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [
          column,
          typeof value === "string" ? written(value) : value,
        ]),
      ),
    );
  const { instance, portal, hosted } = snapshot.images;
  const images = {
    instance: changed("instance", instance) ?? instance,
    portal: changed("portal", portal),
    hosted: changed("hosted", hosted),
  };
  if (left < 0) return null;
  return { facts: { ...snapshot.facts, secrets: true }, images, licenses: [] };
}

/** What stands for a license, by its number and by how it was written there. */
const placeholder = /\[\[license (\d+) in (lines|one line|JSON)\]\]/g;

type Form = "lines" | "one line" | "JSON";

function inForm(key: string, form: string): string {
  if (form === "lines") return key;
  return form === "JSON" ? JSON.stringify(key).slice(1, -1) : key.replaceAll("\n", "");
}

/** What replaces secrets in texts. */
interface Hidden {
  readonly hide: (text: string) => string;
  /** Digests of tokens, by those of what they were. */
  readonly digests: ReadonlyMap<string, string>;
  readonly payloads: () => readonly LicensePayload[];
}

function hidingOf({ images }: Snapshot, tables: PartyTables, readPayload: ReadPayload): Hidden {
  const codes = new Map<string, string>();
  const tokens = new Map<string, string>();
  const digests = new Map<string, string>();
  const licenses = knownLicenses(readPayload);
  for (const party of parties) {
    const image = images[party];
    if (image === null) continue;
    const { licenseKeys, activationCodes, tokens: inClear } = tables[party].secrets;
    withImage(image, (raw) => {
      const texts = (queries: readonly string[]) =>
        queries.flatMap((query) => raw.prepare<[], string>(query).pluck().all().map(String));
      for (const key of texts(licenseKeys)) licenses.number(key);
      for (const code of texts(activationCodes)) {
        codes.set(code, randomBase58(pseudonyms, `code/${code}`, code.length));
      }
      for (const token of texts(inClear)) {
        const other = randomAlphanumeric(pseudonyms, `token/${token}`, token.length);
        tokens.set(token, other);
        digests.set(digestOf(token), digestOf(other));
      }
    });
  }
  return {
    digests,
    payloads: licenses.payloads,
    hide(text) {
      let hidden = licenses.hide(text);
      for (const [token, other] of tokens) hidden = hidden.replaceAll(token, other);
      return withoutCodes(withoutShapes(hidden), codes);
    },
  };
}

/** The same secret gives the same pseudonym, from which nobody finds back. */
const pseudonyms = seededRandom(0);

const digestOf = (token: string) => createHash("sha256").update(token).digest("hex");

const mask = "[masked]";

/** What shows to be a secret by its form, or by where it stands in a link. */
const withoutShapes = (text: string) =>
  text
    .replace(/glpat-[\w.-]+/g, `glpat-${mask}`)
    .replace(/[\w.-]+/g, (run) => (isServiceToken(run) ? mask : run))
    .replace(/(\btoken=|_token=)[\w.~%-]+/g, `$1${mask}`);

/** A token of three parts, as its start shows. */
const isServiceToken = (run: string) => /^eyJ[\w-]{8,}\.[\w-]+\.[\w-]/.test(run);

const shortest = 24;
const runOfWord = /[A-Za-z0-9_-]{24,}/g;

/** Codes, wherever they stand in a text: what surrounds them may look like a part of them. */
function withoutCodes(text: string, codes: ReadonlyMap<string, string>): string {
  return text.replace(runOfWord, (run) => {
    let hidden = run;
    for (let at = 0; at + shortest <= run.length; at += 1) {
      const code = run.slice(at, at + shortest);
      const other = codes.get(code);
      if (other !== undefined) hidden = hidden.replaceAll(code, other);
    }
    return hidden;
  });
}

/** How the text of a license begins: with base64 of `{"data":"`, `{"key":"` or `{"iv":"`. */
const licenseStart = /eyJ(?:kYXRhIjoi|rZXkiOi|pdiI6I)/g;

const isBase64 = /[A-Za-z0-9+/=]/;
/** So many characters tell licenses apart. */
const told = 120;

/** Licenses by what they are without line ends. */
function knownLicenses(readPayload: ReadPayload) {
  const numbers = new Map<string, number>();
  const starts = new Map<string, string>();
  const payloads: LicensePayload[] = [];

  function number(key: string): number {
    const plain = plainOf(key);
    const known = numbers.get(plain);
    if (known !== undefined) return known;
    const next = payloads.length;
    numbers.set(plain, next);
    starts.set(plain.slice(0, told), plain);
    payloads.push(readPayload(key));
    return next;
  }

  return {
    number,
    payloads: () => payloads,
    hide(text: string): string {
      // A column of a key holds what is no license, too.
      const whole = numbers.get(plainOf(text));
      if (whole !== undefined && text.length > 0) return shown(whole, text);
      let hidden = "";
      let seen = 0;
      licenseStart.lastIndex = 0;
      for (let start = licenseStart.exec(text); start; start = licenseStart.exec(text)) {
        const from = start.index;
        const head = runFrom(text, from, told).plain;
        const known = starts.get(head);
        const run = runFrom(text, from, known?.length ?? Number.POSITIVE_INFINITY);
        const isSame = known !== undefined && run.plain === known;
        hidden += text.slice(seen, from);
        const written = text.slice(from, run.to);
        hidden += isSame ? shown(numbers.get(known) ?? 0, written) : mask;
        seen = run.to;
        licenseStart.lastIndex = run.to;
      }
      return hidden + text.slice(seen);
    },
  };
}

const shown = (number: number, written: string) => `[[license ${number} in ${formOf(written)}]]`;

function formOf(written: string): Form {
  if (/\\[nr]/.test(written)) return "JSON";
  return written.includes("\n") ? "lines" : "one line";
}

/** A license without its header, footer and line ends. */
const plainOf = (key: string) =>
  key.replaceAll(/^-*(?:BEGIN|END) .+ LICENSE-*$/gm, "").replaceAll(/\s/g, "");

/** So many characters of base64 from a place on, over line ends, also those that are written as `\n`; and the end of the last line. */
function runFrom(text: string, from: number, most: number) {
  let plain = "";
  let at = from;
  let end = from;
  while (at < text.length) {
    const lineEnd = lineEndAt(text, at);
    if (lineEnd > 0) {
      at += lineEnd;
      if (plain.length >= most) return { plain, to: at };
    } else if (plain.length < most && isBase64.test(text[at] ?? "")) {
      plain += text[at];
      at += 1;
      end = at;
    } else break;
  }
  return { plain, to: end };
}

function lineEndAt(text: string, at: number): number {
  const isEscaped = text[at] === "\\" && (text[at + 1] === "n" || text[at + 1] === "r");
  if (isEscaped) return 2;
  return text[at] === "\n" || text[at] === "\r" ? 1 : 0;
}

/** Faults may say anything, and ask for a password that somebody has chosen. */
function hiddenFaults(
  faults: Snapshot["facts"]["faults"],
  hide: (text: string) => string,
): Snapshot["facts"]["faults"] {
  const hidden: Snapshot["facts"]["faults"] = JSON.parse(
    hide(JSON.stringify(faults)),
    (name, value) => (name === "password" ? "understudy" : value),
  );
  return hidden;
}
