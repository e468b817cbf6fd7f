import { expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { hostedCustomer } from "../../support/hosted-customer.ts";

const fromAnotherSite = {
  method: "POST",
  redirect: "manual",
  body: new URLSearchParams({ "customer[name]": "Eve" }),
  headers: { origin: "http://elsewhere.example", "sec-fetch-site": "cross-site" },
} as const;

test.each([
  "/customers/sign_in",
  "/customers/sign_up",
  "/customers/edit",
  "/customers/auth/gitlab",
  "/subscriptions/A-S00000001/cancel",
  "/admins/sign_in",
  "/admin/customer/1/edit",
])(
  "A form that another site sends to %s takes nobody's session from their browser",
  async (path) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await fetch(`${emulator.ready.portal?.url}${path}`, fromAnotherSite);

    expect([401, 422]).toContain(answer.status);
    expect(answer.headers.getSetCookie()).toEqual([]);
  },
);

test("Neither does one that is sent to the hosted product", async () => {
  await using hosted = await hostedCustomer();

  for (const path of ["/users/sign_in", "/groups/new", "/users/sign_up"]) {
    const answer = await fetch(`${hosted.hostedUrl}${path}`, fromAnotherSite);

    expect(answer.headers.getSetCookie()).toEqual([]);
  }
});
