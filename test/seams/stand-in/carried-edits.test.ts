import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { aReport, soldOn } from "./a-report.ts";
import { openLicense } from "./open-license.ts";

const name = "A-S00000002";
const addOns = { duo_pro: [{ quantity: 5, started_on: "2025-06-01", expires_on: "2026-06-01" }] };

/** A cloud subscription of which an instance has the key, and what the portal's people and instances do with it. */
async function aSubscription() {
  const emulator = await emulatorOn("2025-06-01T10:00:00Z");
  const { control } = emulator;
  const { key, send } = await soldOn(emulator);
  const numberOf = (text: string) => Number(openLicense(text).restrictions["id"]);
  return {
    control,
    number: numberOf(key),
    edit: (number: number, expectedVersion: number, changes: object) =>
      control.patch(`/portal/licenses/${number}`, { expectedVersion, changes }),
    step: (verb: string, body: object = {}) =>
      control.post(`/portal/subscriptions/${name}/${verb}`, body),
    report: async (license_key = key) => await send({ ...aReport, license_key }),
    async reported() {
      const { body } = await send({ ...aReport, license_key: key });
      return openLicense(body.license);
    },
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}

describe("an edit of the license app is carried on", () => {
  test("to every key of newKeyAtEverySync", async () => {
    await using subscription = await aSubscription();
    await subscription.control.put("/portal/policies", { newKeyAtEverySync: true });
    await subscription.edit(subscription.number, 1, { restrictions: { plan: "ultimate" } });

    const first = await subscription.reported();
    const second = await subscription.reported();

    expect([first.restrictions["plan"], second.restrictions["plan"]]).toEqual([
      "ultimate",
      "ultimate",
    ]);
    expect(second.restrictions["id"]).not.toBe(first.restrictions["id"]);
  });

  test("over steps of the subscription, which change what they are about", async () => {
    await using subscription = await aSubscription();
    await subscription.edit(subscription.number, 1, {
      licensee: { Department: "R&D" },
      block_changes_at: null,
      restrictions: { add_on_products: addOns, active_user_count: 50 },
    });

    await subscription.step("upgrade", { plan: "ultimate" });
    const upgraded = await subscription.reported();
    await subscription.step("add-seats", { seats: 5 });
    const grown = await subscription.reported();

    expect(upgraded).toMatchObject({
      licensee: { Department: "R&D" },
      restrictions: { plan: "ultimate", add_on_products: addOns, active_user_count: 50 },
    });
    expect(upgraded).not.toHaveProperty("block_changes_at");
    expect(grown.restrictions).toMatchObject({ add_on_products: addOns, active_user_count: 15 });
  });

  test("to the term that follows, with that one's own days", async () => {
    await using subscription = await aSubscription();
    await subscription.edit(subscription.number, 1, {
      expires_at: "2026-07-01",
      restrictions: { add_on_products: addOns },
    });
    await subscription.step("renew");

    await subscription.control.put("/clock", { now: "2026-06-02" });

    expect(await subscription.reported()).toMatchObject({
      issued_at: "2026-06-01",
      expires_at: "2027-06-01",
      restrictions: { add_on_products: addOns },
    });
  });

  test("until somebody edits again", async () => {
    await using subscription = await aSubscription();
    await subscription.edit(subscription.number, 1, { restrictions: { add_on_products: addOns } });
    await subscription.step("add-seats", { seats: 5 });
    const { restrictions } = await subscription.reported();

    await subscription.edit(Number(restrictions["id"]), 1, {
      restrictions: { add_on_products: null },
    });
    await subscription.step("add-seats", { seats: 5 });

    const { restrictions: last } = await subscription.reported();
    expect(last).toMatchObject({ active_user_count: 20 });
    expect(last).not.toHaveProperty("add_on_products");
  });

  test("and the timeline tells so", async () => {
    await using subscription = await aSubscription();
    await subscription.edit(subscription.number, 1, { restrictions: { add_on_products: addOns } });
    await subscription.step("add-seats", { seats: 5 });

    const { restrictions } = await subscription.reported();

    const { body } = await subscription.control.get("/timeline");
    expect(body.map(({ text }: { text: string }) => text)).toContainEqual(
      expect.stringContaining(
        `license ${restrictions["id"]} issued at the portal: with what was edited in license ${subscription.number}.`,
      ),
    );
  });
});

describe("a duplicate belongs to the subscription of its original", () => {
  test("whose reports know it, and are answered with the subscription's own key", async () => {
    await using subscription = await aSubscription();
    const path = `/portal/licenses/${subscription.number}/duplicate`;
    const { body: copy } = await subscription.control.post(path);
    const { body: copyOfCopy } = await subscription.control.post(
      `/portal/licenses/${copy.number}/duplicate`,
    );

    const answers = [
      await subscription.report(copy.license),
      await subscription.report(copyOfCopy.license),
    ];

    const own = (await subscription.control.get(`/portal/licenses/${subscription.number}`)).body;
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ body }) => body.license)).toEqual([own.license, own.license]);
    const reports = await subscription.control.get(`/portal/subscriptions/${name}/reports`);
    expect(reports.body.map((one: { licenseNumber: number }) => one.licenseNumber)).toEqual([
      copy.number,
      copyOfCopy.number,
    ]);
  });

  test("and is not its key: no activation hands it out, and the list names the other", async () => {
    await using subscription = await aSubscription();

    await subscription.control.post(`/portal/licenses/${subscription.number}/duplicate`);

    const { body } = await subscription.control.get(`/portal/subscriptions/${name}`);
    expect(body.licenseNumber).toBe(subscription.number);
  });
});
