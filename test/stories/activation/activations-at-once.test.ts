import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";
import { accessWith, cloudLicense } from "../../support/syncing-instance.ts";

const codeOf = (id: number) => String(id).padStart(24, "0");

/** An instance at a portal that sells licenses by their numbers, and holds its answers back until it is told to send them. */
async function instanceOfHeldAnswers(now: string) {
  await using starting = new AsyncDisposableStack();
  const writer = starting.use(await emulatorOn(now));
  const keys = new Map<string, string>();
  const held: { asked: string; send: (answer?: unknown) => void }[] = [];
  const heldOnly = { activations: false, reports: true };
  const answerWith = (response: ServerResponse, usual: unknown, asked: string, isHeld: boolean) => {
    const send = (answer = usual) => answerJson(answer)(response);
    if (isHeld) held.push({ asked, send });
    else send();
  };
  const portal = starting.use(
    await scriptedPortal((response) => {
      const { url, body } = portal.received.at(-1) ?? { url: "", body: "{}" };
      const sent = JSON.parse(body);
      if (url.endsWith("/seat_links")) {
        const license: string = sent.license_key;
        return answerWith(response, { license }, license, heldOnly.reports);
      }
      const code = sent.variables.activationCode;
      if (code === undefined)
        return answerJson(accessWith("a token", "2035-01-01T00:00:00Z"))(response);
      const licenseKey = keys.get(code);
      const activated = { data: { cloudActivationActivate: { licenseKey, errors: [] } } };
      return answerWith(response, activated, code, heldOnly.activations);
    }),
  );
  const emulator = starting.use(await emulatorOn(now, { portalUrl: portal.url }));
  const running = starting.move();
  const write = async (...given: Parameters<typeof cloudLicense>): Promise<string> =>
    (await writer.control.post("/portal/licenses", cloudLicense(...given))).body.license;
  return {
    ...emulator,
    held,
    heldOnly,
    write,
    /** Writes the license that a code brings. */
    async sell(id: number, attributes = {}) {
      const key = await write({ id }, attributes);
      keys.set(codeOf(id), key);
      return key;
    },
    activate: async (id: number) => (await emulator.graphql.activate(codeOf(id))).body,
    state: async () => (await emulator.control.get("/state")).body,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

const numbersIn = ({ licenses }: { licenses: readonly { number: number }[] }) =>
  licenses.map(({ number }) => number);

describe("activations at once", () => {
  test("report beside each other: none waits for the report of another", async () => {
    await using instance = await instanceOfHeldAnswers("2025-06-01T10:00:00Z");
    const ids = Array.from({ length: 10 }, (_, at) => at + 1);
    for (const id of ids) await instance.sell(id);

    const activated = ids.map((id) => instance.activate(id));
    await expect.poll(() => instance.held.length).toBe(10);
    for (const { send } of instance.held) send();

    for (const body of await Promise.all(activated)) expect(body.errors).toEqual([]);
    const waiting = async () =>
      (await instance.state()).jobs.filter(({ state }: { state: string }) => state !== "scheduled");
    await expect.poll(waiting).toEqual([]);
    const state = await instance.state();
    expect(numbersIn(state).toSorted((one, other) => one - other)).toEqual(ids);
    expect(state.currentLicense.number).toBe(numbersIn(state)[0]);
  });

  test("answer while the report of another is not answered", async () => {
    await using instance = await instanceOfHeldAnswers("2025-06-01T10:00:00Z");
    await instance.sell(1);
    const second = await instance.sell(2);
    const silent = instance.activate(1);
    await expect.poll(() => instance.held.length).toBe(1);
    instance.heldOnly.reports = false;

    const { errors } = await instance.activate(2);

    expect(errors).toEqual([]);
    expect(instance.held.map(({ asked }) => asked)).not.toContain(second);
    expect((await instance.state()).lastSync).toMatchObject({ state: "succeeded" });
    instance.held[0]?.send();
    await silent;
  });

  test.each([
    { what: "the license that was reported", changed: {} },
    { what: "another license of that subscription", changed: { active_user_count: 25 } },
  ])(
    "leave the one in force that came last, also where the report of the one before brings $what later",
    async ({ changed }) => {
      await using instance = await instanceOfHeldAnswers("2025-06-01T10:00:00Z");
      await instance.sell(1);
      await instance.sell(2);
      const first = instance.activate(1);
      await expect.poll(() => instance.held.length).toBe(1);
      instance.heldOnly.reports = false;
      await instance.activate(2);

      const license = await instance.write({ id: 1, ...changed });
      instance.held[0]?.send({ license, future_subscriptions: [{ plan: "late" }] });

      expect((await first).errors).toEqual([]);
      const told = async () => JSON.stringify((await instance.control.get("/timeline")).body);
      await expect
        .poll(told)
        .toContain(
          "The license that was reported is not in force any more: the answer was left aside.",
        );
      const state = await instance.state();
      expect({ now: state.currentLicense.number, all: numbersIn(state) }).toEqual({
        now: 2,
        all: [2, 1],
      });
      expect(
        (await instance.graphql("{ subscriptionFutureEntries { nodes { plan } } }")).body,
      ).toEqual({ data: { subscriptionFutureEntries: { nodes: [] } } });
    },
  );

  test("let a removal be: the report that is on its way does not bring the license back", async () => {
    await using instance = await instanceOfHeldAnswers("2025-06-01T10:00:00Z");
    await instance.sell(1);
    const activated = instance.activate(1);
    await expect.poll(() => instance.held.length).toBe(1);
    await instance.graphql(
      'mutation { licenseDestroy(input: {id: "gid://gitlab/License/1"}) { errors } }',
    );

    instance.held[0]?.send();

    expect((await activated).errors).toEqual([]);
    expect((await instance.state()).licenses).toEqual([]);
  });
});

describe("many activations, some of them at once", () => {
  test.each([
    { atOnce: 2, where: "in memory" },
    { atOnce: 16, where: "in memory" },
    { atOnce: 2, where: "on a disk" },
    { atOnce: 16, where: "on a disk" },
  ])("store one license each, $atOnce at once $where", async ({ atOnce, where }) => {
    await using folder = await aFolder();
    const store = where === "on a disk" ? { data: folder.path } : { memory: "true" };
    await using emulator = await emulatorWith({ ...store, now: "2025-06-01", frozen: "true" });
    const { control, graphql } = emulator;
    const codes: string[] = [];
    while (codes.length < 32) {
      codes.push((await control.post("/portal/subscriptions", {})).body.activationCode);
    }

    const left = [...codes];
    const given: string[] = [];
    const activateAll = async () => {
      for (let code = left.pop(); code !== undefined; code = left.pop()) {
        const { body } = await graphql.activate(code);
        expect(body.errors).toEqual([]);
        given.push(body.license.id);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, activateAll));

    const state = (await control.get("/state")).body;
    expect(new Set(given).size).toBe(codes.length);
    expect(new Set(numbersIn(state).map((number) => `gid://gitlab/License/${number}`))).toEqual(
      new Set(given),
    );
    expect(state.licenses.map(({ row }: { row: number }) => row)).toEqual(
      codes.map((_, at) => codes.length - at),
    );
    const isWaiting = ({ state: of }: { state: string }) => of !== "scheduled";
    expect(state.jobs.filter(isWaiting)).toEqual([]);
  });
});

describe("an activation whose portal answers after the clock was moved", () => {
  test("is judged by the day on which the answer has come", async () => {
    await using instance = await instanceOfHeldAnswers("2025-06-01T10:00:00Z");
    Object.assign(instance.heldOnly, { activations: true, reports: false });
    await instance.sell(1, { expires_at: "2025-06-08" });
    const activated = instance.activate(1);
    await expect.poll(() => instance.held.length).toBe(1);
    await instance.control.post("/clock/advance", { days: 20 });

    instance.held[0]?.send();

    expect(await activated).toMatchObject({
      errors: ["This license has already expired."],
      license: null,
    });
    expect((await instance.state()).licenses).toEqual([]);
  });
});
