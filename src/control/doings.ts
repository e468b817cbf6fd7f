import type { AccessToken } from "../activation/viewer.ts";
import { onDemand } from "../base/on-demand.ts";
import { ok } from "../base/result.ts";
import { type OperationId, operations } from "../contract/operations.ts";
import { entryIndex } from "../timeline/entry-index.ts";
import { authorityShown } from "./authorities.ts";
import { bundleDoings } from "./bundle.ts";
import { advanceClock, clockShown, setClock } from "./clock.ts";
import { typeOnConsole } from "./console.ts";
import type { Controlled } from "./controlled.ts";
import { diagnosed } from "./diagnosis.ts";
import { tooManyExaminations } from "./doctor-page.ts";
import { type Doings, noLicenses, refusal } from "./doing.ts";
import { armedFaults, armFault, clearFaults, removeFault } from "./faults.ts";
import { hostedDoings } from "./hosted.ts";
import { jobsShown, runJob } from "./jobs.ts";
import { explained, installed, licenseInfo } from "./licenses.ts";
import { linkGroup, sellAny, unlinkGroup } from "./linked-groups.ts";
import { mailDoings } from "./mailbox.ts";
import { portalDoings } from "./portal.ts";
import { putInto } from "./put-into-state.ts";
import { scenarioDoings } from "./scenarios.ts";
import { seatsShown } from "./seats.ts";
import { changeSettings, settingsShown } from "./settings.ts";
import { snapshotDoings } from "./snapshots.ts";
import { stateShown } from "./state.ts";
import { timelineShown } from "./timeline.ts";
import { trafficDoings } from "./traffic.ts";
import { addOnsShown, assignSeats, changeUsers, usersShown } from "./users.ts";

/** What is done for each operation of the contract, in an edition. */
export function doingsOn(controlled: Controlled): Doings {
  const steps =
    controlled.edition === "ee"
      ? doingsOfLicenses(controlled)
      : { ...doingsOfLicenses(controlled), ...withoutLicenses };
  return touching({ ...steps, ...scenarioDoings(controlled, steps) }, () =>
    controlled.feed.touch(),
  );
}

type Doing = (input: unknown, left?: AbortSignal) => unknown;

/** Whatever may change something is followed by a look for what has changed. */
function touching(doings: Doings, touch: () => void): Doings {
  const touched =
    (does: Doing): Doing =>
    async (input, left) => {
      try {
        return await does(input, left);
      } finally {
        touch();
      }
    };
  const isReading = (id: OperationId) => operations[id].method === "get";
  const made = Object.entries(doings as Record<OperationId, Doing>).map(([id, does]) => [
    id,
    isReading(id as OperationId) ? does : touched(does),
  ]);
  return Object.fromEntries(made);
}

/** What the free edition answers to what is about licenses. */
const withoutLicenses = {
  "state.set": noLicenses,
  "jobs.run": noLicenses,
  "seats.show": noLicenses,
  "licenses.explain": noLicenses,
  "licenses.activate": noLicenses,
  "licenses.upload": noLicenses,
  "licenses.info": noLicenses,
  "console.run": noLicenses,
} as const satisfies Partial<Doings>;

function doingsOfLicenses(controlled: Controlled): Omit<Doings, `scenarios.${string}`> {
  const { clock, events } = controlled;
  const tokenShown = ({ createdAt, ...token }: AccessToken) => ({
    ...token,
    createdAt: createdAt === null ? null : clock.calendar.toIso(createdAt),
  });
  const index = onDemand(async () => entryIndex(await events(), clock.calendar));
  return {
    "state.show": async () => ok(await stateShown(controlled)),
    "state.set": ({ state }) => thenToldOf(controlled, putInto(controlled, state)),
    "state.reset": async () => done(await controlled.reset()),
    "clock.show": () => ok(clockShown(controlled)),
    "clock.set": (setting) => thenToldOf(controlled, setClock(controlled, setting)),
    "clock.advance": (distance) => thenToldOf(controlled, advanceClock(controlled, distance)),
    "jobs.list": async () => ok(await jobsShown(controlled)),
    "jobs.run": ({ name }) => runJob(controlled, name),
    "timeline.list": async (wanted) => timelineShown({ clock, index: await index() }, wanted),
    "settings.show": () => ok(settingsShown(controlled.settings)),
    "settings.set": (change) => changeSettings(controlled, change),
    "users.show": async () => ok(await usersShown(controlled)),
    "users.set": (change) => changeUsers(controlled, change),
    "userCounts.list": async () => ok(await controlled.users.counts()),
    "userCounts.set": async ({ counts }) => done(await controlled.users.mergeCounts(counts)),
    "userCounts.clear": async () => done(await controlled.users.clearCounts()),
    "addOns.list": async () => ok(await addOnsShown(controlled)),
    "addOns.assign": ({ seats }) => assignSeats(controlled, seats),
    "seats.show": () => seatsShown(controlled),
    "licenses.explain": async ({ license }) => ok(explained(await controlled.explain(license))),
    "licenses.activate": async ({ activationCode }) =>
      ok(await installed(controlled, await controlled.administrator.activate(activationCode))),
    "licenses.upload": async ({ license }) =>
      ok(await installed(controlled, await controlled.administrator.upload(license))),
    "licenses.info": () => licenseInfo(controlled),
    "console.run": (typed) => typeOnConsole(controlled, typed),
    ...portalDoings(controlled),
    "subscriptions.sell": (order) => sellAny(controlled, order),
    "subscriptions.linkGroup": (wanted) => linkGroup(controlled, wanted),
    "subscriptions.unlinkGroup": (wanted) => unlinkGroup(controlled, wanted),
    ...hostedDoings(controlled),
    ...mailDoings(controlled),
    ...snapshotDoings(controlled),
    ...bundleDoings({ controlled, index }),
    "faults.arm": (fault) => armFault(controlled, fault),
    "faults.list": () => ok(armedFaults(controlled)),
    "faults.clear": async () => done(await clearFaults(controlled)),
    "faults.remove": ({ id }) => removeFault(controlled, id),
    "doctor.examine": async ({ portalUrl }) => {
      const report = await controlled.examine(portalUrl);
      return report ? ok(report) : refusal(409, "too-many-examinations", tooManyExaminations);
    },
    ...trafficDoings(controlled),
    "har.diagnose": diagnosed,
    "ca.show": (wanted) => authorityShown(controlled, wanted),
    "addresses.show": () => ok(controlled.addresses),
    "tokens.list": () => ok(controlled.tokens.list().map(tokenShown)),
    "tokens.create": ({ user, scopes, expiresOn = null, token }) => {
      const created = controlled.tokens.create({ user, scopes, expiresOn }, token);
      return created
        ? ok({ ...tokenShown(created), token: created.token })
        : refusal(409, "token-taken", "Another token has that text.");
    },
    "tokens.revoke": ({ id }) =>
      controlled.tokens.revoke(Number(id))
        ? ok(null)
        : refusal(404, "token-not-found", `No token has the id "${id}".`),
  };
}

/** Another day may have begun another term, of which groups of the hosted product are told. */
async function thenToldOf<Value>(
  { portal }: Pick<Controlled, "portal">,
  moved: Promise<Value>,
): Promise<Value> {
  const done = await moved;
  await portal?.hosted.catchUp();
  return done;
}

/** Nothing is answered. */
const done = (_nothing: unknown) => ok(null);
