import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { accessTokenSlots, invalidToken } from "./access-token-slots.ts";
import { asJson, ask } from "./ask.ts";

const query = asJson({ query: "{ __typename }" });

describe.each(accessTokenSlots)("a token in $slot", ({ send }) => {
  test("is refused once it has expired", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const grant = { user: "root", scopes: ["api"], expiresOn: "2025-06-02" };
    const { body } = await emulator.control.post("/tokens", grant);
    await emulator.control.post("/clock/advance", { days: 1 });

    expect(await ask(emulator, { ...query, token: null, ...send(body.token) })).toEqual(
      invalidToken,
    );
  });

  test("is refused once it is revoked", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body } = await emulator.control.post("/tokens", { user: "root", scopes: ["api"] });
    await emulator.control.delete(`/tokens/${body.id}`);

    expect(await ask(emulator, { ...query, token: null, ...send(body.token) })).toEqual(
      invalidToken,
    );
  });
});
