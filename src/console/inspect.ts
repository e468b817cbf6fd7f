import { isRecord } from "../base/is-record.ts";
import { reasonPhrases } from "../base/status-words.ts";
import {
  type Calendar,
  type Day,
  daysBetween,
  type Instant,
  utcCalendar,
} from "../time/calendar.ts";
import type { LicenseAtHand, Licenses, Value } from "./values.ts";

/** A value as the console prints it behind `=> `. */
export async function inspected(value: Value, calendar: Calendar): Promise<string> {
  switch (value.type) {
    case "nil":
      return "nil";
    case "boolean":
    case "number":
      return String(value.value);
    case "text":
    case "portal-url":
      return quoted(value.value);
    case "symbol":
      return `:${value.value}`;
    case "pattern":
      return `/${value.value}/`;
    case "date":
      return dayInWords(value.on);
    case "time":
      return timeInWords(value.at, calendar);
    case "date-time":
      return dateTimeInWords(value.at);
    case "data":
      return dataInspected(value.value, value.named);
    case "license":
      return licenseInspected(value.license);
    case "licenses":
      return licensesInspected(value.licenses);
    case "response":
      return responseInspected(value.status, value.headers);
    // What has no value of its own is never printed.
    default:
      return value.type;
  }
}

/** A value as `puts` prints it. */
export async function put(value: Value, calendar: Calendar): Promise<string> {
  switch (value.type) {
    case "nil":
      return "";
    case "text":
    case "symbol":
    case "portal-url":
      return value.value;
    case "date":
      return value.on;
    case "time":
      return `${spaced(calendar.toIso(value.at))}`;
    case "data":
      return Array.isArray(value.value)
        ? value.value.map(String).join("\n")
        : dataInspected(value.value, value.named);
    default:
      return inspected(value, calendar);
  }
}

/** `2025-06-01 12:00:00 UTC`. */
const spaced = (iso: string): string =>
  iso
    .replace("T", " ")
    .replace(/Z$/, " UTC")
    .replace(/([+-]\d\d):(\d\d)$/, " $1$2");

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const aMonday = "0001-01-01" as Day;

/** `Thu, 11 Jun 2026`. */
function dayInWords(on: Day): string {
  const [year, month, day] = on.split("-");
  return `${weekdays[daysBetween(aMonday, on) % 7]}, ${day} ${months[Number(month) - 1]} ${year}`;
}

/** `Sun, 01 Jun 2025 12:00:00.000000000 UTC +00:00`. The short name of any other zone is left out. */
function timeInWords(at: Instant, calendar: Calendar): string {
  const [, time = ""] = calendar.toIsoWithMilliseconds(at).split("T");
  const offset = time.slice("12:00:00.000".length);
  const zone = offset === "Z" ? "UTC +00:00" : offset;
  return `${dayInWords(calendar.dayOf(at))} ${time.replace(offset, "")}000000 ${zone}`;
}

/** `Sun, 01 Jun 2025 12:00:00 +0000`. */
function dateTimeInWords(iso: string): string {
  const [on = "", time = ""] = iso.split("T");
  const seconds = "12:00:00".length;
  const offset = time.slice(seconds).replace(/^\.\d+/, "");
  const zone = offset === "Z" ? "+0000" : offset.replace(":", "");
  return `${dayInWords(on as Day)} ${time.slice(0, seconds)} ${zone}`;
}

const named: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\u001b": "\\e",
};

/** What is not just read, as Ruby spells it. */
const escaped = (character: string): string =>
  named[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

const quoted = (text: string): string =>
  `"${text.replace(/["\\]|#(?=[{$@])|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => (one === "#" ? "\\#" : escaped(one)))}"`;

/** Deeper names are texts always. */
function dataInspected(value: unknown, named: "by-text" | "by-symbol" = "by-text"): string {
  if (value === null || value === undefined) return "nil";
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map((one) => dataInspected(one)).join(", ")}]`;
  if (!isRecord(value)) return String(value);
  const members = Object.entries(value).map(([name, one]) => {
    const isPlain = /^[A-Za-z_]\w*[?!]?$/.test(name);
    const key = named === "by-text" ? quoted(name) : `:${isPlain ? name : quoted(name)}`;
    return `${key}=>${dataInspected(one)}`;
  });
  return `{${members.join(", ")}}`;
}

/** No more of a text is shown within a record. */
const longestText = 50;

function licenseInspected({ key, row }: LicenseAtHand): string {
  const data = key.length > longestText ? `${key.slice(0, longestText)}...` : key;
  const time = (at: Instant | null | undefined) =>
    typeof at === "number" ? `"${timeInRecord(at)}"` : "nil";
  return `#<License id: ${row?.row ?? "nil"}, data: ${quoted(data)}, created_at: ${time(row?.createdAt)}, updated_at: ${time(row?.syncedAt ?? row?.createdAt)}, cloud: ${typeof row?.syncedAt === "number"}, last_synced_at: ${time(row?.syncedAt)}>`;
}

/** `2025-06-01 12:00:00.000000000 +0000`: records show their times in UTC. */
const timeInRecord = (at: Instant): string =>
  utcCalendar.toIsoWithMilliseconds(at).replace("T", " ").replace("Z", "000000 +0000");

/** A relation shows so many. What is longer would be no answer to read. */
const mostShown = 10;

async function licensesInspected(licenses: Licenses): Promise<string> {
  const shown: string[] = [];
  for await (const license of licenses.each()) {
    if (shown.length === mostShown) {
      shown.push("...");
      break;
    }
    shown.push(licenseInspected(license));
  }
  const list = `[${shown.join(", ")}]`;
  return licenses.is === "array" ? list : `#<ActiveRecord::Relation ${list}>`;
}

function responseInspected(
  status: number,
  headers: Readonly<Record<string, string | undefined>>,
): string {
  const reason = reasonPhrases[status] ?? "Unknown";
  const kind = `Net::HTTP${reason.replace(/[^A-Za-z]/g, "")}`;
  const lists = Object.fromEntries(Object.entries(headers).map(([name, one]) => [name, [one]]));
  return `#<HTTParty::Response parsed_response=nil, @response=#<${kind} ${status} ${reason} readbody=true>, @headers=${dataInspected(lists)}>`;
}
