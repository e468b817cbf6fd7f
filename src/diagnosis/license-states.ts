import { noticeDays } from "../license/notices.ts";
import { toUtcIso, utcCalendar } from "../time/calendar.ts";
import { addDays, type Day, dayMs } from "../time/day.ts";
import { evidenceOf, type Finding, type Log } from "./finding.ts";
import { lastLicense } from "./licenses.ts";
import type { CurrentLicense, SeenLicense } from "./observed.ts";
import { dayOfEntry } from "./server.ts";
import { activate, arm, orderOf, sell } from "./steps.ts";

/** Online licenses are synchronized every day. */
const staleDays = 2;

/** What the license in force says of its last sync and of its end, where nothing else is wrong. */
export function statesOfLicense(log: Log): readonly Finding[] {
  const { observations, server } = log;
  const read = observations.findLast((one) => one.kind === "current-license");
  const license = lastLicense(log);
  const today = read && dayOfEntry(server, read);
  if (read === undefined || license === null || today == null) return [];
  return [...staleSync(license, read, today), ...end(license, read, today)];
}

function staleSync(license: SeenLicense, read: CurrentLicense, today: Day): readonly Finding[] {
  const { syncedAt, type, expiresOn } = license;
  if (syncedAt === null || type !== "online_cloud" || expiresOn === null) return [];
  const syncedOn = utcCalendar.dayOf(syncedAt);
  if (addDays(syncedOn, staleDays) >= today) return [];
  const days = Math.floor((utcCalendar.startOf(today) - utcCalendar.startOf(syncedOn)) / dayMs);
  return [
    {
      rank: "state",
      complaint: "C16",
      isCertain: false,
      couldAlsoBe: ["C15", "C12"],
      sentence: `The last sync that has brought the license was ${days} days ago, though it is asked for every day, and nothing on the page complains. Reports fail, or the portal answers them without a license.`,
      evidence: [evidenceOf(read, `lastSync ${toUtcIso(syncedAt)}`)],
      ask: [],
      scene: {
        at: syncedAt,
        isByServer: true,
        settings: {},
        license: null,
        steps: [
          sell("sold", orderOf(license)),
          activate("sold"),
          arm({ kind: "status", status: 503, endpoint: "seat-links" }),
          { do: "clock.advance", with: { days: Math.min(days, 30) } },
        ],
        youWillSee: `The last sync of the license in force is ${Math.min(days, 30)} days ago, and the subscription page says why. The product's page would not.`,
      },
    },
  ];
}

function end(license: SeenLicense, read: CurrentLicense, today: Day): readonly Finding[] {
  const { expiresOn, isTrial } = license;
  if (expiresOn === null) return [];
  const left = Math.round((utcCalendar.startOf(expiresOn) - utcCalendar.startOf(today)) / dayMs);
  if (left > noticeDays({ trial: isTrial })) return [];
  const isOver = left < 0;
  return [
    {
      rank: "state",
      complaint: isOver ? "C23" : "C22",
      isCertain: true,
      couldAlsoBe: isOver ? ["C22"] : ["C23"],
      sentence: endSentence(expiresOn, left),
      evidence: [evidenceOf(read, `expiresAt ${expiresOn}, on ${today}`)],
      ask: [],
      scene: {
        at: utcCalendar.startOf(addDays(expiresOn, -20)),
        isByServer: true,
        settings: {},
        license: null,
        steps: [
          sell("sold", {
            ...orderOf(license),
            startsOn: addDays(expiresOn, -365),
            expiresOn,
          }),
          activate("sold"),
          { do: "clock.set", with: { now: `${today}T12:00:00Z` } },
        ],
        youWillSee: endScene(expiresOn, left),
      },
    },
  ];
}

const endSentence = (expiresOn: string, left: number) =>
  left > 0
    ? `Nothing in the log has failed. The license in force ends in ${left} ${days(left)}, at 00:00 of ${expiresOn} by the server's clock, and administrators see a banner about it.`
    : left === 0
      ? `The license in force has expired since 00:00 of ${expiresOn}, the day of the log, by the server's clock: its last day is the one before.`
      : `The license in force has expired ${-left} ${days(left)} ago, on ${expiresOn}.`;

const endScene = (expiresOn: string, left: number) =>
  left > 0
    ? `The license in force ends in ${left} ${days(left)}, and the subscription page has a banner about it. It expires at 00:00 of ${expiresOn}.`
    : `The license in force has expired on ${expiresOn}, at 00:00, and the subscription page says so. It stays the current one, because no other is there.`;

const days = (count: number) => (Math.abs(count) === 1 ? "day" : "days");
