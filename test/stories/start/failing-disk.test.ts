import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith } from "../../support/emulator-on.ts";
import {
  brokenDisk,
  canMount,
  type Disk,
  fullDisk,
  type OnFailingDisk,
} from "../../support/failing-disk.ts";

const sentences = {
  fails:
    "Nothing was stored: the data directory cannot be read or written (SQLITE_IOERR_WRITE). Check the disk and try again.",
  "is full":
    "Nothing was stored: the disk that holds the data is full (SQLITE_FULL). Free some space and try again.",
};

const destroy = `mutation { licenseDestroy(input: { id: "gid://gitlab/License/1001" }) { errors } }`;

/** One license in force, one whose reply got lost on its way from the portal, and one that nobody asked for yet. */
async function used({ graphql, control, code }: OnFailingDisk) {
  await graphql.activate(code);
  await control.put("/user-counts", [{ on: "2025-01-31", count: 8 }]);
  const sell = async (order: object) =>
    (await control.post("/portal/subscriptions", order)).body.activationCode;
  const lost = await sell({ plan: "ultimate" });
  await control.post("/faults", { kind: "drop-connection", when: "after" });
  await graphql.activate(lost);
  return { lost, unused: await sell({ seats: 25 }) };
}

async function seen({ graphql, control }: OnFailingDisk) {
  const { body } = await graphql(
    "{ currentLicense { id } licenseHistoryEntries { nodes { id } } }",
  );
  return { graphql: body, state: (await control.get("/state")).body };
}

/** Everything that stores something, and how it is answered when that cannot be. */
const failures = async (emulator: OnFailingDisk, codes: { lost: string; unused: string }) => {
  const { graphql, control, rest } = emulator;
  return {
    "a license that the portal has issued": await graphql.activate(codes.lost),
    "a license that the portal has to issue": await graphql.activate(codes.unused),
    "a removal": await graphql(destroy),
    "a removal over REST": await rest("DELETE", "/license/1"),
    "a sale": await control.post("/portal/subscriptions", {}),
    "the clock": await control.post("/clock/advance", { days: 1 }),
    users: await control.put("/users", { active: 12 }),
    counts: await control.put("/user-counts", [{ on: "2025-02-28", count: 9 }]),
    "no counts": await control.delete("/user-counts"),
    "a token": await control.post("/tokens", { user: "user", scopes: ["api"] }),
    "a token revoked": await control.delete("/tokens/1"),
    "a reset": await control.post("/reset", {}),
  };
};

const answersOf = (message: string) => {
  const failed = { license: null, futureSubscriptions: [] };
  const fromInstance = { status: 503, body: { errors: [{ message }] } };
  const fromControl = { status: 503, body: { error: { code: "storage-failed", message } } };
  return {
    "a license that the portal has issued": { status: 200, body: { errors: [message], ...failed } },
    // The portal's own disk is no affair of the instance's.
    "a license that the portal has to issue": {
      status: 200,
      body: { errors: ["CONNECTIVITY_ERROR"], ...failed },
    },
    "a removal": fromInstance,
    "a removal over REST": fromInstance,
    "a sale": fromControl,
    "the clock": fromControl,
    users: fromControl,
    counts: fromControl,
    "no counts": fromControl,
    "a token": fromControl,
    "a token revoked": fromControl,
    "a reset": fromControl,
  };
};

const disks: (Disk & { sentence: string })[] = [{ ...brokenDisk, sentence: sentences.fails }];
if (canMount) disks.push({ ...fullDisk, sentence: sentences["is full"] });

describe.each(disks)("an emulator whose disk $that", ({ start, sentence }) => {
  test("says so to whoever stores something, keeps what it has, and answers on", async () => {
    await using folder = await aFolder();
    await using emulator = await start(folder.path);
    const codes = await used(emulator);
    const before = await seen(emulator);
    await emulator.fail();

    expect(await failures(emulator, codes)).toEqual(answersOf(sentence));

    expect(await seen(emulator)).toEqual(before);
  });

  test("goes on without a restart when the disk works again", async () => {
    await using folder = await aFolder();
    await using emulator = await start(folder.path);
    const codes = await used(emulator);
    await emulator.fail();
    await failures(emulator, codes);
    await emulator.work();

    for (const code of [codes.lost, codes.unused]) {
      expect((await emulator.graphql.activate(code)).body).toMatchObject({ errors: [] });
    }
    expect((await emulator.graphql(destroy)).body.data.licenseDestroy.errors).toEqual([]);
    expect((await emulator.control.post("/clock/advance", { days: 1 })).status).toBe(200);
    expect((await seen(emulator)).state).toMatchObject({
      currentLicense: { number: 1003, seats: 25 },
      licenses: [{ number: 1003 }, { number: 1002 }],
      // The day that the clock has passed was counted too.
      userCounts: [{ on: "2025-01-31", count: 8 }, { count: 8 }],
    });
    expect((await emulator.control.post("/reset", {})).status).toBe(204);
    expect((await seen(emulator)).state).toMatchObject({ licenses: [], subscriptions: [{}] });
  });
});

test("What was stored before and after a disk failed is there at the next start", async () => {
  await using folder = await aFolder();
  const state = await (async () => {
    await using emulator = await brokenDisk.start(folder.path);
    const codes = await used(emulator);
    await emulator.fail();
    await failures(emulator, codes);
    await emulator.work();
    await emulator.graphql.activate(codes.lost);
    return (await seen(emulator)).state;
  })();

  await using emulator = await emulatorWith({ data: folder.path });

  expect((await emulator.control.get("/state")).body).toEqual(state);
});
