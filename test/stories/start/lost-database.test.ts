import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { uploadText } from "../../doors/rest/license-client.ts";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { aFolder } from "../../support/a-folder.ts";
import { readyOf, serving } from "../../support/command-line.ts";
import { emulatorWith, type TestEmulator } from "../../support/emulator-on.ts";

const start = (data: string) => emulatorWith({ data, now: "2025-06-01", frozen: "true" });

async function lose(database: "portal" | "instance", data: string) {
  for (const end of ["", "-wal", "-shm"])
    await rm(join(data, `${database}.sqlite${end}`), { force: true });
}

/** Sells and activates; answers the subscription and the license by their numbers. */
async function activateAnother({ control, graphql }: TestEmulator) {
  const { body } = await control.post("/portal/subscriptions", {});
  await graphql.activate(body.activationCode);
  const { body: state } = await control.get("/state");
  return [body.name, state.currentLicense.number];
}

test("A portal that has lost its database goes on with the numbers after those that the instance has", async () => {
  await using folder = await aFolder();
  {
    await using emulator = await start(folder.path);
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    expect(await activateAnother(emulator)).toEqual(["A-S00000002", 1002]);
    await emulator.control.post("/portal/subscriptions", {});
    // The instance has lost it, and the timeline tells of it.
    await emulator.graphql(
      'mutation { licenseDestroy(input: {id: "gid://gitlab/License/1002"}) { errors } }',
    );
  }
  await lose("portal", folder.path);
  {
    await using emulator = await start(folder.path);
    const { body } = await emulator.control.get("/portal/subscriptions");
    expect(body.map(({ name }: { name: string }) => name)).toEqual(["A-S00000004"]);
  }

  await using emulator = await start(folder.path);

  expect(await activateAnother(emulator)).toEqual(["A-S00000005", 1003]);
  expect(await activateAnother(emulator)).toEqual(["A-S00000006", 1004]);
  const { body: first } = await emulator.control.get("/portal/subscriptions/A-S00000004");
  await emulator.control.post("/reset", {});
  const { body: again } = await emulator.control.get("/portal/subscriptions/A-S00000001");
  expect(again.activationCode).toBe(first.activationCode);
  expect(await activateAnother(emulator)).toEqual(["A-S00000002", 1001]);
});

test("A portal that was put back to what it was gives out no number that it had given out since", async () => {
  await using folder = await aFolder();
  const portal = join(folder.path, "portal.sqlite");
  {
    await using emulator = await start(folder.path);
    expect(await activateAnother(emulator)).toEqual(["A-S00000002", 1001]);
  }
  await copyFile(portal, join(folder.path, "older.sqlite"));
  {
    await using emulator = await start(folder.path);
    expect(await activateAnother(emulator)).toEqual(["A-S00000003", 1002]);
  }
  await copyFile(join(folder.path, "older.sqlite"), portal);
  {
    await using serve = await serving(["--json", "--data", folder.path]);
    serve.signal("SIGTERM");
    expect((await serve.ended).stderr).toContain(
      "The portal.sqlite beside this instance is an older one: what the portal had sold since is gone, and reports about it are refused. Subscriptions go on after 3, licenses after 1002.",
    );
  }

  await using emulator = await start(folder.path);

  expect(await activateAnother(emulator)).toEqual(["A-S00000004", 1003]);
});

test("A portal that has lost its database takes no numbers of a portal that gives out larger ones", async () => {
  await using folder = await aFolder();
  {
    await using emulator = await start(folder.path);
    const restrictions = { id: 2_000_000_000, plan: "premium", subscription_name: "A-S2000000000" };
    const { status } = await uploadText(emulator, licenseText(aPayload({ restrictions })));
    expect(status).toBe(201);
  }
  await lose("portal", folder.path);

  await using emulator = await start(folder.path);

  expect(await activateAnother(emulator)).toEqual(["A-S00000003", 1001]);
});

test.each([
  {
    database: "portal",
    says: "There is no portal.sqlite beside this instance, which was used before: what the portal had sold is gone, and reports about it are refused. Subscriptions go on after 1, licenses after 1000.",
  },
  {
    database: "instance",
    says: "There is no instance.sqlite beside this portal, which was used before: the instance begins anew, as another one and without a license.",
  },
] as const)(
  "A start without the $database's database says once what that means",
  async ({ database, says }) => {
    await using folder = await aFolder();
    const args = ["--json", "--data", folder.path];
    {
      await using serve = await serving(args);
      serve.signal("SIGTERM");
      expect((await serve.ended).stderr).not.toContain("There is no");
    }
    await lose(database, folder.path);

    const said = [];
    for (let starts = 1; starts <= 2; starts += 1) {
      await using serve = await serving(args);
      serve.signal("SIGTERM");
      said.push((await serve.ended).stderr);
      expect(readyOf(serve).event).toBe("ready");
    }

    expect(said[0]).toContain(says);
    expect(said[1]).not.toContain("There is no");
  },
);
