import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorOn, newEmulatorOn } from "../../support/emulator-on.ts";

const code = "00112233aaaassssddddffff";

describe("a code of one's own", () => {
  test("is that of the first subscription, activates, and outlives a reset", async () => {
    await using emulator = await newEmulatorOn("2025-06-01", { activationCode: code });
    const { ready, graphql, control } = emulator;

    expect(ready.activationCode).toBe(code);
    const activated = await graphql.activate(code);
    expect(activated.body.errors).toEqual([]);
    await control.post("/reset");
    expect((await control.get("/portal/subscriptions")).body).toMatchObject([
      { activationCode: code, cloudLicensing: false },
    ]);
  });

  test("comes too late for a directory whose portal has sold already", async () => {
    await using folder = await aFolder();
    const kept = { data: folder.path, memory: "false" };
    let first: string | null;
    {
      await using emulator = await newEmulatorOn("2025-06-01", kept);
      first = emulator.ready.activationCode;
    }

    await using emulator = await newEmulatorOn("2025-06-01", { ...kept, activationCode: code });

    expect(emulator.ready.activationCode).toBe(first);
  });

  test("is sold once", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const sell = (order: object) => emulator.control.post("/portal/subscriptions", order);

    const sold = await sell({ activationCode: code });
    const again = await sell({ activationCode: code });

    expect(sold).toMatchObject({ status: 201, body: { activationCode: code } });
    expect(again).toMatchObject({
      status: 409,
      body: { error: { code: "activation-code-taken" } },
    });
  });

  test.each([
    { order: { activationCode: "short" }, status: 400, code: "invalid-body" },
    { order: { activationCode: code, kind: "legacy" }, status: 409, code: "no-activation-code" },
  ])("is refused where it does not fit: $code", async ({ order, ...refusal }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.control.post("/portal/subscriptions", order);

    expect({ status, code: body.error.code }).toEqual(refusal);
  });
});

describe("a token of one's own text", () => {
  test("opens what the drawn one would, from the first start on", async () => {
    const own = { adminToken: "the-administrator", userToken: "somebody" };
    await using emulator = await newEmulatorOn("2025-06-01", own);
    const { ready } = emulator;
    const nameOf = async (token: string) => {
      const answer = await fetch(`${ready.instance.url}/api/v4/user`, {
        headers: { "private-token": token },
      });
      return ((await answer.json()) as { username: string }).username;
    };

    expect(ready.tokens).toMatchObject({ admin: "the-administrator", user: "somebody" });
    expect([await nameOf("the-administrator"), await nameOf("somebody")]).toEqual(["root", "user"]);
  });

  test("can be created, once", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const grant = { user: "root", scopes: ["api"], token: "fixed-in-compose" };

    const created = await emulator.control.post("/tokens", grant);
    const again = await emulator.control.post("/tokens", grant);

    expect(created).toMatchObject({ status: 201, body: { token: "fixed-in-compose" } });
    expect(again).toMatchObject({ status: 409, body: { error: { code: "token-taken" } } });
  });
});
