import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith } from "../../support/emulator-on.ts";
import { licenseKeyOf } from "./license-key-of.ts";

const frozen = { now: "2025-06-01", frozen: "true" };

describe("an emulator that is started again on its data directory", () => {
  test("has its licenses, users, counts and subscriptions", async () => {
    await using folder = await aFolder();
    const before = await (async () => {
      await using emulator = await emulatorWith({ data: folder.path, ...frozen });
      const { control, graphql, ready } = emulator;
      await control.put("/users", { active: 12, guests: 3 });
      await control.put("/user-counts", [{ on: "2025-01-31", count: 8 }]);
      await control.post("/portal/subscriptions", { company: "ACME", seats: 100 });
      await graphql.activate(ready.activationCode ?? "");
      return await control.get("/state");
    })();

    await using emulator = await emulatorWith({ data: folder.path });

    expect(await emulator.control.get("/state")).toEqual(before);
    expect(before.body).toMatchObject({
      currentLicense: { number: 1001 },
      subscriptions: [{ name: "A-S00000001" }, { company: "ACME" }],
    });
  });

  test("has its tokens, its password and its unused code", async () => {
    await using folder = await aFolder();
    const before = await (async () => {
      await using emulator = await emulatorWith({ data: folder.path });
      return emulator.ready;
    })();

    await using emulator = await emulatorWith({ data: folder.path, seed: "7" });

    const { tokens, root, activationCode } = emulator.ready;
    expect({ ...before, tokens, root, activationCode }).toEqual(before);
    expect((await emulator.graphql("{ currentLicense { id } }")).status).toBe(200);
  });

  test("does not offer a code that is used", async () => {
    await using folder = await aFolder();
    {
      await using emulator = await emulatorWith({ data: folder.path });
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    }

    await using emulator = await emulatorWith({ data: folder.path });

    expect(emulator.ready.activationCode).toBeNull();
  });

  test("hands out the very key that it has issued before", async () => {
    await using folder = await aFolder();
    const { code, key } = await (async () => {
      await using emulator = await emulatorWith({ data: folder.path, ...frozen });
      const { activationCode } = emulator.ready;
      return { code: activationCode, key: await licenseKeyOf(emulator.ready, activationCode) };
    })();

    await using emulator = await emulatorWith({ data: folder.path });

    expect(await licenseKeyOf(emulator.ready, code)).toBe(key);
  });

  test("shows itself to the portal as the same instance", async () => {
    await using folder = await aFolder();
    const shown = async () => {
      await using emulator = await emulatorWith({ data: folder.path });
      await emulator.graphql.activate("a".repeat(24));
      const { body } = await emulator.control.get("/traffic?hop=portal");
      const { instanceIdentifier, uniqueInstanceId } = JSON.parse(body[0].request.body).variables;
      return { instanceIdentifier, uniqueInstanceId };
    };
    const before = await shown();

    expect(await shown()).toEqual(before);
  });
});

test("an emulator in memory leaves nothing to the next one", async () => {
  const before = await (async () => {
    await using emulator = await emulatorWith({ memory: "true" });
    return emulator.ready;
  })();

  await using emulator = await emulatorWith({ memory: "true" });

  expect(emulator.ready.tokens).not.toEqual(before.tokens);
  expect(emulator.ready.activationCode).not.toBe(before.activationCode);
});
