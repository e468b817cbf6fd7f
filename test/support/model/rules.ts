import { yearBefore } from "./days.ts";
import { type Model, type Row, todayOf } from "./model.ts";
import { askPortal, redeem } from "./portal-rules.ts";

/** Activates a code, and tells the errors that the administrator gets to see. */
export function activate(model: Model, code: string): readonly string[] {
  if (!/^\w{24}$/.test(code)) {
    return ["The activation code should be a 24-character alphanumeric string"];
  }
  const answer = askPortal(model, code);
  if ("errors" in answer) return answer.errors;
  const { key, future } = answer;
  const current = currentOf(model);
  if (current && current.type !== "legacy_license" && current.number === key.number) {
    current.syncedAt = model.now;
  } else {
    const refusals = refusalsOf(model, key);
    if (refusals.length > 0) return refusals;
    model.lastRow += 1;
    model.rows.push({ ...key, row: model.lastRow, createdAt: model.now, syncedAt: model.now });
  }
  model.future = future;
  report(model);
  return [];
}

/** Users are those that an emulator has when it starts, all of them billable. */
const users = 8;

/** A legacy license must have seats for the past: the term of the license in force, or a year back. */
function refusalsOf(model: Model, { type, term }: Pick<Row, "type" | "term">): readonly string[] {
  const expired = term.expiresOn <= todayOf(model) ? ["This license has already expired."] : [];
  const { startsOn: from, expiresOn: to } = currentOf(model)?.term ?? {
    startsOn: yearBefore(term.startsOn),
    expiresOn: yearBefore(term.expiresOn),
  };
  const wereThere = model.recorded.some((day) => from <= day && day <= to);
  const { seats } = term;
  if (type !== "legacy_license" || seats === null || !wereThere) return expired;
  return Math.floor(seats * 1.1) >= users ? expired : [usersBefore(seats), ...expired];
}

const usersBefore = (seats: number) => {
  const over = users - seats === 1 ? "1 user" : `${users - seats} users`;
  return `During the year before this license started, this GitLab installation had ${users} active users, exceeding this license's limit of ${seats} by ${over}. Please add a license for at least ${users} users or contact sales at https://about.gitlab.com/sales/`;
};

/**
 * Tells the portal of the license in force, if it is an online one, and takes in what comes back: the key of that
 * subscription's term in force, and the terms to come.
 */
function report(model: Model) {
  const current = currentOf(model);
  const sale = current?.type === "online_cloud" ? model.sold[current.subscription - 1] : undefined;
  if (!current || !sale) return;
  const answer = redeem(model, sale.code);
  if ("errors" in answer) throw new Error("A code that was sold is known.");
  const { key, future } = answer;
  if (current.number === key.number) current.syncedAt = model.now;
  else if (key.term.expiresOn > todayOf(model)) {
    model.lastRow += 1;
    model.rows.push({ ...key, row: model.lastRow, createdAt: model.now, syncedAt: model.now });
  }
  model.future = future;
}

/** Moves the clock; on each day on the way the instance reports at its time, and records its users at noon. */
export function advance(model: Model, hours: number) {
  const target = model.now + hours * hourMs;
  const until = (at: number, work: (model: Model) => void) => {
    if (at <= model.now || at > target) return;
    model.now = at;
    work(model);
  };
  for (let day = Date.parse(todayOf(model)); day <= target; day += dayMs) {
    until(day + model.reportsAt, report);
    until(day + 12 * hourMs, record);
  }
  model.now = target;
}

/** Under a trial and without a license nothing is recorded. */
function record(model: Model) {
  const current = currentOf(model);
  if (current && !current.trial) model.recorded.push(todayOf(model));
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Removes every row with a number, and tells whether there was one. */
export function remove(model: Model, number: number): boolean {
  const kept = model.rows.filter((row) => row.number !== number);
  if (kept.length === model.rows.length) return false;
  if (currentOf(model)?.number === number) model.future = [];
  model.rows = kept;
  return true;
}

/**
 * The newest row that has started and not expired, else the newest that has started.
 * No subscription is ever cancelled here.
 */
export function currentOf(model: Model): Row | null {
  const today = todayOf(model);
  const started = model.rows.filter(({ term }) => term.startsOn <= today);
  return started.findLast(({ term }) => term.expiresOn > today) ?? started.at(-1) ?? null;
}
