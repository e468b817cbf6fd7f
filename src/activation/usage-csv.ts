import type { License } from "../license/license.ts";
import { licenseWindow } from "../license/term.ts";
import { type Calendar, type Instant, toUtcIso } from "../time/calendar.ts";
import type { Clock } from "../time/clock.ts";
import type { LicenseRecord, LicenseRecords } from "./license-records.ts";
import type { UserCount, UserRecords } from "./user-records.ts";

/** Whether the usage of an offline license was handed out, for somebody to carry it to the portal's owner. */
export interface UsageExports {
  wasExported(): boolean;
  remember(): void;
}

const maxBytes = 15 * 1024 * 1024;

interface UsageExportPorts {
  readonly licenses: Pick<LicenseRecords, "current">;
  readonly users: Pick<UserRecords, "counts">;
  readonly usageExports: UsageExports;
  readonly clock: Clock;
}

/** The usage of the license in force, as CSV; null without one. That an offline license's was handed out is remembered. */
export async function exportUsage({
  licenses,
  users,
  usageExports,
  clock,
}: UsageExportPorts): Promise<string | null> {
  const current = await licenses.current(clock.today());
  if (!current) return null;
  const counts = await users.counts(licenseWindow(current.license, clock.today()));
  const csv = usageCsv(current, { counts, generatedAt: clock.now(), calendar: clock.calendar });
  if (current.license.offlineCloud) usageExports.remember();
  return csv;
}

interface Recorded {
  readonly counts: readonly UserCount[];
  readonly generatedAt: Instant;
  readonly calendar: Pick<Calendar, "noonOf">;
}

/** The license in its own words, then a line for each recorded day, as far as 15 MB go. Source: instance behaviour, usage CSV. */
export function usageCsv(
  { key, license }: Pick<LicenseRecord, "key" | "license">,
  { counts, generatedAt, calendar }: Recorded,
): string {
  const head = [...aboutLicense(key, license), ["Generated At", stamp(generatedAt)]];
  // Two empty cells are written as such: an empty line would be none to some readers.
  const lines = [...head.map(csvLine), '"",""\n', csvLine(["Date", "Billable User Count"])];
  let bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
  for (const { on, count } of counts) {
    const line = csvLine([stamp(calendar.noonOf(on)), String(count)]);
    bytes += line.length;
    if (bytes > maxBytes) break;
    lines.push(line);
  }
  return lines.join("");
}

const aboutLicense = (key: string, { licensee, startsOn, expiresOn }: License) => [
  ["License Key", normalized(key)],
  ["Email", licensee["Email"] ?? ""],
  ["License Start Date", startsOn],
  ["License End Date", expiresOn ?? ""],
  ["Company", licensee["Company"] ?? ""],
];

/** The same however the file's lines end. A search for line ends at the end would begin anew at each of them. */
function normalized(key: string): string {
  const lines = key.replaceAll("\r\n", "\n").split("\n");
  return `${lines.slice(0, lines.findLastIndex((line) => line !== "") + 1).join("\n")}\n`;
}

/** `2025-06-01 12:00:00` in UTC. Source: the published documentation of this endpoint. */
const stamp = (at: Instant): string => toUtcIso(at).replace("T", " ").replace("Z", "");

const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\n`;

const csvCell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
