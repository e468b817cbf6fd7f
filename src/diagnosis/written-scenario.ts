import type { ComplaintId } from "../contract/complaints.ts";
import { toUtcIso, utcCalendar } from "../time/calendar.ts";
import { addDays, type Day } from "../time/day.ts";
import type { SeenLicense } from "./observed.ts";
import type { Scene, SceneSettings, SceneStep } from "./scene.ts";
import type { ServerFacts } from "./server.ts";
import { activate, orderOf, sell, upload } from "./steps.ts";

/** A scenario, as `scenario run` takes it. */
export type WrittenScenario = {
  readonly name: string;
  readonly summary: string;
  readonly youWillSee: string;
  readonly settings: SceneSettings & { readonly gitlabVersion?: string };
  readonly clock: { readonly now: string; readonly running: false };
  readonly steps: readonly SceneStep[];
};

interface Told {
  readonly complaint: ComplaintId | null;
  readonly summary: string;
  readonly server: ServerFacts;
}

/** As long as a scenario may say it. */
const maxSummary = 300;
const maxText = 2_000;

/** Some day, where a log names none. */
const someTime = "2026-03-02T09:00:00Z";

/** Writes a scene down: first what the log shows of the state before, then what it is about. */
export function written(scene: Scene, { complaint, summary, server }: Told): WrittenScenario {
  const now = timeOf(scene, server);
  const today = now.slice(0, 10) as Day;
  const before = scene.license === null ? [] : stepsTo(scene.license, today);
  return {
    name: `ticket-${complaint ?? "none"}`,
    summary: summary.slice(0, maxSummary),
    youWillSee: scene.youWillSee.slice(0, maxText),
    settings: {
      ...(server.version !== null && { gitlabVersion: server.version }),
      ...scene.settings,
    },
    clock: { now, running: false },
    steps: [...before, ...scene.steps.map((step) => dated(step, today))],
  };
}

/** When it was, by the clock of the server: a browser that has looked at one of ours has another. */
function timeOf({ at, isByServer }: Scene, { isOurs, today }: ServerFacts): string {
  if (at === null) return today === null ? someTime : `${today}T09:00:00Z`;
  const isBrowsers = !isByServer && isOurs && today !== null && utcCalendar.dayOf(at) !== today;
  return isBrowsers ? `${today}T09:00:00Z` : toUtcIso(at);
}

/** Steps name days by what they are to the day of the log. */
function dated(step: SceneStep, today: Day): SceneStep {
  const days: Readonly<Record<string, string>> = {
    '"{today}"': JSON.stringify(today),
    '"{before}"': JSON.stringify(addDays(today, -365)),
    '"{lastQuarter}"': JSON.stringify(addDays(today, -90)),
    '"{later}"': JSON.stringify(addDays(today, 365)),
  };
  const text = JSON.stringify(step).replace(
    /"\{(?:today|before|lastQuarter|later)\}"/g,
    (day) => days[day] ?? day,
  );
  return JSON.parse(text);
}

/** What leads to the license that was in force, with as many users as it told; nothing to one that could not be installed today. */
function stepsTo(license: SeenLicense, today: Day): readonly SceneStep[] {
  const { type, startsOn, expiresOn, billableUsers } = license;
  const isInForce =
    startsOn !== null && startsOn <= today && (expiresOn === null || expiresOn > today);
  if (!isInForce) return [];
  const users: readonly SceneStep[] =
    billableUsers === null ? [] : [{ do: "users.set", with: { active: billableUsers } }];
  if (type === "online_cloud" && expiresOn !== null) {
    const order = { ...orderOf(license), startsOn, expiresOn };
    return [...users, sell("before", order), activate("before")];
  }
  return [...users, ...upload(license)];
}
