import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import {
  emulatorOn,
  emulatorWith,
  type TestEmulator,
  type TestSettings,
} from "../../support/emulator-on.ts";

const inSilentMode = "only get, head, options, and trace methods are allowed in silent mode";
const notSelfManaged = "Not self-managed instance";

/** What the portal was asked, and what is stored. */
async function traces({ control }: TestEmulator) {
  const { body: asked } = await control.get("/traffic?hop=portal");
  const { body: state } = await control.get("/state");
  return { asked, licenses: state.licenses };
}

describe.each<{ situation: string; settings: TestSettings; says: string }>([
  {
    situation: "an instance in silent mode",
    settings: { silentMode: "true" },
    says: inSilentMode,
  },
  {
    situation: "an instance that is the hosted product",
    settings: { instanceKind: "saas" },
    says: notSelfManaged,
  },
  {
    situation: "an instance that is the hosted product, in silent mode",
    settings: { instanceKind: "saas", silentMode: "true" },
    says: notSelfManaged,
  },
])("$situation", ({ settings, says }) => {
  const refused = { errors: [says], license: null, futureSubscriptions: [] };

  test("refuses a code that was sold, asks the portal nothing and stores nothing", async () => {
    await using emulator = await emulatorOn("2025-06-01", settings);

    const { status, body } = await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect({ status, ...body }).toEqual({ status: 200, ...refused });
    expect(await traces(emulator)).toEqual({ asked: [], licenses: [] });
  });

  test("says so of what is no code, too", async () => {
    await using emulator = await emulatorOn("2025-06-01", settings);

    expect((await emulator.graphql.activate("too-short")).body).toEqual(refused);
  });

  test("keeps the license that it had before, and takes the code once it is none any more", async () => {
    await using folder = await aFolder();
    const usual = { data: folder.path, now: "2025-06-01", frozen: "true" };
    const code = await licensed(usual);
    {
      await using emulator = await emulatorWith({ ...usual, ...settings });
      const before = (await traces(emulator)).licenses;

      await emulator.graphql.activate(code);

      expect((await traces(emulator)).licenses).toEqual(before);
      expect(before).toMatchObject([{ number: 1001 }]);
    }
    await using emulator = await emulatorWith(usual);

    expect((await emulator.graphql.activate(code)).body.errors).toEqual([]);
  });

  test("sends no report in a day, says why, and sends it once there is no reason any more", async () => {
    await using folder = await aFolder();
    const usual = { data: folder.path, now: "2025-06-01", frozen: "true" };
    await licensed(usual);
    {
      await using emulator = await emulatorWith({ ...usual, ...settings });

      const reports = await reportsInADay(emulator);

      const [first, second] = reports;
      expect(first).toMatchObject({ outcome: "failed", detail: attempt(1, says) });
      expect(second).toMatchObject({ outcome: "failed", detail: attempt(2, says) });
      expect((await traces(emulator)).asked).toEqual([]);
      const { body: state } = await emulator.control.get("/state");
      expect(state.lastSync).toMatchObject({ state: "failed", error: says });
    }
    await using emulator = await emulatorWith(usual);

    const reports = await reportsInADay(emulator);

    expect(new Set(reports.map(({ outcome }) => outcome))).toEqual(new Set(["done"]));
  });

  test("asks for no service token, and says why", async () => {
    await using folder = await aFolder();
    const usual = { data: folder.path, now: "2025-06-01", frozen: "true" };
    await licensed(usual);
    await using emulator = await emulatorWith({ ...usual, ...settings });

    const { body } = await emulator.control.post("/jobs/service-token/run", {});

    const detail = expect.stringContaining(`${says} (attempt 1 of 4, next at 2025-06-01T`);
    expect(body).toMatchObject({ outcome: "failed", detail });
    expect((await traces(emulator)).asked).toEqual([]);
  });

  test("takes a license file, which needs no portal", async () => {
    await using emulator = await emulatorOn("2025-06-01", settings);

    const { body: issued } = await emulator.control.post("/portal/licenses", {
      licensee: { Name: "User Example", Email: "user@example.com", Company: "Example Inc" },
      issued_at: "2025-06-01",
      expires_at: "2026-06-01",
    });

    const uploaded = await fetch(`${emulator.ready.instance.url}/api/v4/license`, {
      method: "POST",
      headers: { "PRIVATE-TOKEN": emulator.ready.tokens.admin, "content-type": "application/json" },
      body: JSON.stringify(issued),
    });

    expect(uploaded.status).toBe(201);
  });
});

interface Ran {
  readonly job: string;
  readonly outcome: string;
  readonly detail: string;
}

/** Advances the clock by a day, and gives what became of each attempt to report in it. */
async function reportsInADay({ control }: TestEmulator): Promise<Ran[]> {
  const { body } = await control.post("/clock/advance", { days: 1 });
  return body.ran.filter(({ job }: Ran) => job === "seat-link");
}

const attempt = (nth: number, says: string) =>
  expect.stringContaining(`${says} (attempt ${nth} of 21, next at 2025-06-01T`);

/** Activates an instance, and sells it another code. */
async function licensed(settings: TestSettings): Promise<string> {
  await using emulator = await emulatorWith(settings);
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  const { body } = await emulator.control.post("/portal/subscriptions", { seats: 30 });
  return body.activationCode;
}

test.each([{ instanceKind: "self-managed" }, { silentMode: "false" }])(
  "an instance with %o activates codes",
  async (settings) => {
    await using emulator = await emulatorOn("2025-06-01", settings);

    const { body } = await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(body.errors).toEqual([]);
  },
);
