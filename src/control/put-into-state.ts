import type { LicenseRecord } from "../activation/license-records.ts";
import { ok, type Result } from "../base/result.ts";
import type { AnswerOf } from "../contract/operations.ts";
import type { StateName } from "../contract/state.ts";
import { kindOf } from "../license/license.ts";
import type { Day } from "../time/calendar.ts";
import { buyLicense, licenseInShort } from "./buy-license.ts";
import { interrupted } from "./clock.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";
import { dayAhead, isIn } from "./named-states.ts";
import { stateShown } from "./state.ts";

/** How the instance came into a state, and everything on one page. */
type Put = AnswerOf<"state.set">;
type Step = Put["did"][number];

type Refusal = Refused<400 | 409>;

/**
 * Puts the instance into a state around the end of its license, by what anybody can do: sell, activate, move the clock.
 *
 * The license in force is kept where going forward leads there; where it does not, another one is sold. One after the
 * other: what is asked while another is under way begins where that one ends.
 */
export function putInto(controlled: Controlled, state: StateName): Promise<Result<Put, Refusal>> {
  const isOver = controlled.worker.watch();
  return controlled.inTurn(async () => {
    if (isOver()) return interrupted;
    const put = await arrived(controlled, state, await stepsTo(controlled, state, isOver));
    // What went wrong since a reset went wrong for that.
    return isOver() ? interrupted : put;
  });
}

async function arrived(
  controlled: Controlled,
  name: StateName,
  steps: Result<readonly Step[], Refusal>,
): Promise<Result<Put, Refusal>> {
  if (!steps.ok) return steps;
  const today = controlled.clock.today();
  const current = await controlled.licenses.current(today);
  return current && isOnline(current) && isIn(name, current.license, today)
    ? ok({ did: steps.value, state: await stateShown(controlled) })
    : elsewhere(name, current, steps.value);
}

async function stepsTo(
  controlled: Controlled,
  name: StateName,
  isOver: () => boolean,
): Promise<Result<readonly Step[], Refusal>> {
  const kept = await dayInForce(controlled, name);
  const bought = kept === null ? await buyLicense(controlled, name, isOver) : ok([]);
  if (!bought.ok || isOver()) return bought;
  const day = kept ?? (await dayInForce(controlled, name));
  if (day === null || day <= controlled.clock.today()) return bought;
  const moved = await moveTo(controlled, day, isOver);
  return moved.ok ? ok([...bought.value, moved.value]) : moved;
}

/** The day on which the license in force is in the state, today or later; null if that is not foreseen. */
async function dayInForce({ clock, licenses }: Controlled, name: StateName): Promise<Day | null> {
  const today = clock.today();
  const current = await licenses.current(today);
  if (!current || !isOnline(current)) return null;
  const day = dayAhead(name, current.license, today);
  const then = day === null ? null : await licenses.current(day);
  return then?.row === current.row ? day : null;
}

const isOnline = ({ license }: LicenseRecord): boolean => kindOf(license) === "online_cloud";

/** Moves the clock to the start of a day, with the jobs that fall due on the way. It runs or stands still as before. */
async function moveTo({ clock, worker }: Controlled, day: Day, isOver: () => boolean) {
  const { calendar } = clock;
  const moved = await worker.move(() => {
    if (isOver()) return interrupted;
    const wanted = calendar.startOf(day);
    const present = clock.now();
    return ok({ at: wanted > present ? wanted : present, running: clock.running });
  });
  if (!moved.ok) return interrupted;
  const now = calendar.toIso(clock.now());
  const jobs = moved.value.length;
  const failed = moved.value.filter(({ outcome }) => outcome === "failed" || outcome === "dead");
  const ran = `${jobs} ${jobs === 1 ? "job" : "jobs"} ran on the way`;
  const how = failed.length === 0 ? "" : `, of which ${failed.length} failed`;
  const detail = `Moved the clock to ${now}; ${ran}${how}.`;
  return ok<Step>({ step: "clock-moved", now, jobs, detail });
}

function elsewhere(name: StateName, current: LicenseRecord | null, did: readonly Step[]) {
  const inForce = current ? licenseInShort(current) : "no license";
  const steps = did.map(({ detail }) => ` ${detail}`).join("");
  return refusal(
    409,
    "state-not-reached",
    `The instance is not "${name}": now ${inForce} is in force.${steps} A reset starts over.`,
  );
}
