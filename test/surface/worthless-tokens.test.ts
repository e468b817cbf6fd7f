import { describe, expect, test } from "vitest";
import { emulatorOn } from "../support/emulator-on.ts";
import { asJson, ask } from "./ask.ts";

const query = asJson({ query: "{ __typename }" });

const slots = [
  { slot: "PRIVATE-TOKEN", send: (token: string) => ({ headers: { "private-token": token } }) },
  {
    slot: "Authorization",
    send: (token: string) => ({ headers: { authorization: `Bearer ${token}` } }),
  },
  {
    slot: "private_token",
    send: (token: string) => ({ path: `/api/graphql?private_token=${token}` }),
  },
  {
    slot: "access_token",
    send: (token: string) => ({ path: `/api/graphql?access_token=${token}` }),
  },
];

const invalid = {
  status: 401,
  type: "application/json; charset=utf-8",
  body: { errors: [{ message: "Invalid token" }] },
};

describe.each(slots)("a token in $slot", ({ send }) => {
  test("is refused once it has expired", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const grant = { user: "root", scopes: ["api"], expiresOn: "2025-06-02" };
    const { body } = await emulator.control.post("/tokens", grant);
    await emulator.control.post("/clock/advance", { days: 1 });

    expect(await ask(emulator, { ...query, token: null, ...send(body.token) })).toEqual(invalid);
  });

  test("is refused once it is revoked", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body } = await emulator.control.post("/tokens", { user: "root", scopes: ["api"] });
    await emulator.control.delete(`/tokens/${body.id}`);

    expect(await ask(emulator, { ...query, token: null, ...send(body.token) })).toEqual(invalid);
  });
});
