import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { replayPortal } from "../../../src/package/start-emulator.ts";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorOn, emulatorWith, type TestEmulator } from "../../support/emulator-on.ts";
import { seenTwice } from "../../support/recording.ts";

const now = "2025-06-01T12:00:00Z";

const stateOf = async ({ control, graphql }: TestEmulator) => {
  const { currentLicense, licenses, serviceToken } = (await control.get("/state")).body;
  const history = "{ licenseHistoryEntries { nodes { id plan usersInLicenseCount expiresAt } } }";
  const future = "{ subscriptionFutureEntries { nodes { plan startsAt usersInLicenseCount } } }";
  return {
    currentLicense,
    licenses,
    serviceToken,
    history: (await graphql(history)).body.data,
    future: (await graphql(future)).body.data,
  };
};

const runNow = async ({ control }: TestEmulator, job: string) =>
  (await control.post(`/jobs/${job}/run`, {})).body;

test("A story told to a real portal goes the same way on a fresh instance at a portal that replays it", async () => {
  await using portal = await emulatorOn(now);
  const sold = async (order: object) =>
    (await portal.control.post("/portal/subscriptions", order)).body;
  const futureTerms = [
    { plan: "ultimate", seats: 20, startsOn: "2026-06-01", expiresOn: "2027-06-01" },
  ];
  const first = await sold({ seats: 10, futureTerms });
  const second = await sold({ plan: "ultimate", seats: 30 });
  // The portal changes what it has sold while it is recorded, and does not change when it is replayed.
  let isRecorded = true;
  const meanwhile = async (path: string, body: object = {}) => {
    if (isRecorded) {
      await portal.control.post(`/portal/subscriptions/${path}`, body);
    }
  };

  const { recorded, replayed } = await seenTwice(
    { now, portalUrl: portal.ready.portal?.url ?? "" },
    async (instance) => {
      const { graphql } = instance;
      const seen = {
        unknown: (await graphql.activate("00112233aaaassssddddffff")).body,
        activated: (await graphql.activate(first.activationCode)).body,
        synced: await runNow(instance, "seat-link"),
        token: await runNow(instance, "service-token"),
        unknownAgain: (await graphql.activate("00112233aaaassssddddffff")).body,
        after: await stateOf(instance),
      };
      await meanwhile(`${first.name}/add-seats`, { seats: 5 });
      const moreSeats = await runNow(instance, "seat-link");
      const other = (await graphql.activate(second.activationCode)).body;
      await meanwhile(`${second.name}/cancel`);
      const cancelled = await runNow(instance, "seat-link");
      isRecorded = false;
      return { ...seen, moreSeats, other, cancelled, atTheEnd: await stateOf(instance) };
    },
  );

  expect(recorded).toMatchObject({
    unknown: { errors: ["invalid activation code"] },
    activated: { errors: [], license: { plan: "premium" } },
    synced: { outcome: "done" },
    token: { outcome: "done" },
    other: { errors: [], license: { plan: "ultimate" } },
    moreSeats: { detail: "License 1002 was installed." },
  });
  expect(replayed).toEqual(recorded);
});

test("A license that the instance had before it was recorded is known again by the reports on it", async () => {
  await using folder = await aFolder();
  const data = join(folder.path, "data");
  const record = join(folder.path, "recording");
  await using portal = await emulatorOn(now);
  const sell = async () => (await portal.control.post("/portal/subscriptions", {})).body;
  const portalUrl = portal.ready.portal?.url ?? "";
  const [first, second] = [await sell(), await sell()];
  const settings = { now, frozen: "true", data };
  {
    await using instance = await emulatorWith({ ...settings, portalUrl });
    await instance.graphql.activate(first.activationCode);
  }
  const dataThen = join(folder.path, "data-then");
  await cp(data, dataThen, { recursive: true });
  await portal.control.post(`/portal/subscriptions/${first.name}/cancel`, {});
  const story = async (instance: TestEmulator, code: string) => ({
    activated: (await instance.graphql.activate(code)).body,
    ofSecond: await runNow(instance, "seat-link"),
    state: await stateOf(instance),
  });
  let recorded: unknown;
  {
    await using instance = await emulatorWith({ ...settings, portalUrl, record });
    const ofFirst = await runNow(instance, "seat-link");
    recorded = { ofFirst, ...(await story(instance, second.activationCode)) };
  }
  await using replay = await replayPortal({ directory: record });
  await using instance = await emulatorWith({
    ...settings,
    data: dataThen,
    portalUrl: replay.url,
  });

  const replayed = {
    ofFirst: await runNow(instance, "seat-link"),
    ...(await story(instance, second.activationCode)),
  };

  expect(recorded).toMatchObject({ ofFirst: { detail: "License 1002 was installed." } });
  expect(replayed).toEqual(recorded);
});
