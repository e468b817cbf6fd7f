import { billableUsers, type Users } from "../../../src/license/billable-users.ts";
import { explained, type Scenario, textOf, yearBefore } from "./scenario.ts";
import { windowRows } from "./window-rows.ts";

/** The page `docs/true-up.md`. */
export const trueUpPage = (scenarios: Readonly<Record<string, readonly Scenario[]>>): string =>
  `# Seats and true-up, worked out

What is counted, what is owed, and what becomes of a license file. Every number and verdict below is what
\`understudy license explain\` answers: the page is made with the rules that admit licenses, by \`npm run true-up\`.

## What is counted

One more user takes so many seats, by the plan that is **installed**, not by the one in the new license:

| one more user | on Starter or Premium | on Ultimate |
|---|---|---|
${kinds.map(([name, users]) => `| ${name} | ${seatsOf(users, "premium")} | ${seatsOf(users, "ultimate")} |`).join("\n")}

The count is recorded every day at 12:00 while a license is in force that is no trial, also on the days that \`understudy clock advance\` passes over.
\`understudy users counts set\` records others.

## Which days are looked at

*The past* is the highest of the daily counts within these days, the first and the last included:

| | in force | new license | looked at | which is |
|---|---|---|---|---|
${windowRows()}

Days that are still to come count like others, should something be recorded for them.

## What is owed

Owed is the past less the seats before (\`previous_user_count\`, or \`trueup_period_seat_count\` for the days of the true-up). A tenth more than what was
bought is tolerated, rounded down, for seats and true-up alike. A license for 100 seats after one for 100:

| most users at once | without a true-up | owed | least true-up that passes |
|---|---|---|---|
${peaks.map(owedRow).join("\n")}

Cloud licenses, online and offline, are passed over by all of this. A license whose reconciliation is completed is compared with today's users alone,
and a key with a true-up that names no seats before owes nothing.

## What a blocked user changes

Today's count, and nothing of the past. A license for 100 seats after one for 100, with 112 users today of whom some are then blocked:

| most users at once in the past | blocked today | users today | |
|---|---|---|---|
${blocks.map(blockedRow).join("\n")}

## Scenarios
${Object.entries(scenarios).map(chapter).join("")}`;

const nobody: Users = {
  active: 0,
  guests: 0,
  withoutMembership: 0,
  bots: 0,
  blocked: 0,
  pinned: null,
};

const kinds: readonly (readonly [string, Partial<Users>])[] = [
  ["a member above Guest", { active: 1 }],
  ["a guest everywhere", { active: 1, guests: 1 }],
  ["active, but member of nothing, or waiting for access", { active: 1, withoutMembership: 1 }],
  ["a bot or a service account", { bots: 1 }],
  ["blocked, banned, deactivated or not yet approved", { blocked: 1 }],
];

const seatsOf = (users: Partial<Users>, plan: string) =>
  billableUsers({ ...nobody, ...users }, plan);

const peaks = [100, 110, 111, 112, 115, 140];

const hundred = (peak: number, now: number) =>
  explained({
    license: { seats: 100, previousSeats: 100 },
    current: yearBefore(100),
    counts: { "2024-11-15": peak },
    now,
  }).account;

function owedRow(peak: number): string {
  const { admitted, remedies } = hundred(peak, 100);
  const remedy = remedies.find(({ kind }) => kind === "true-up");
  const least = remedy?.kind === "true-up" ? remedy.enough : "none is needed";
  return `| ${peak} | ${verdict(admitted)} | ${peak - 100} | ${least} |`;
}

const blocks: readonly (readonly [peak: number, blocked: number])[] = [
  [100, 0],
  [100, 1],
  [100, 2],
  [112, 0],
  [112, 2],
  [112, 100],
];

function blockedRow([peak, blocked]: (typeof blocks)[number]): string {
  const now = 112 - blocked;
  const { admitted, steps } = hundred(peak, now);
  return `| ${peak} | ${blocked} | ${now} | ${verdict(admitted)}: ${steps.at(-1)?.formula} |`;
}

const verdict = (admitted: boolean) => (admitted ? "admitted" : "refused");

const chapter = ([title, worked]: [string, readonly Scenario[]]): string => `
### ${title}
${worked.map((scenario) => `\n${scenario.story}\n\n\`\`\`text\n${textOf(scenario)}\n\`\`\`\n`).join("")}`;
