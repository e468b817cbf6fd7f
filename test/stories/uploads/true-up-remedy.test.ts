import { describe, expect, test } from "vitest";
import { customerOf } from "../../support/customer.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

/** A customer who had 7 users at most on 4 seats, but told the portal of 6: license 1002 is a renewal. */
async function aRenewalThatIsTooSmall() {
  const emulator = await emulatorOn("2025-06-01");
  const customer = customerOf(emulator);
  await emulator.control.put("/users", { active: 4 });
  const order = { seats: 4, company: "Example AG", email: "ada@example.com" };
  const subscription = await customer.sell(order);
  await customer.upload(1001);
  await emulator.control.put("/clock", { now: "2026-06-01" });
  await emulator.control.put("/user-counts", [{ on: "2026-03-01", count: 7 }]);
  await customer.renew(subscription, { maxHistoricalUsers: 6 });
  return { emulator, customer, [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose]() };
}

const currentLicense = "{ currentLicense { id startsAt expiresAt usersInLicenseCount } }";

describe("a customer with a true-up of 2 where 3 is needed", () => {
  test("is refused, and helped: found by e-mail, duplicated, edited, uploaded, accepted", async () => {
    await using story = await aRenewalThatIsTooSmall();
    const { emulator, customer } = story;

    expect(await customer.upload(1002)).toBe(
      "You have applied a True-up for 2 users but you need one for 3 users. Please contact sales at https://about.gitlab.com/sales/",
    );
    const [last] = await customer.find("ADA@example.com");
    expect(last).toMatchObject({
      number: 1002,
      attributes: { restrictions: { trueup_quantity: 2, previous_user_count: 4 } },
    });
    const changes = { restrictions: { trueup_quantity: 3 } };
    const corrected = await customer.correct(last.number, changes);
    expect(corrected).toMatchObject({
      number: 1003,
      duplicatedFrom: 1002,
      fileName: "ExampleAG.gitlab-license",
    });
    expect(await customer.upload(1003)).toBeNull();

    const { body } = await emulator.graphql(currentLicense);
    expect(body.data.currentLicense).toEqual({
      id: "gid://gitlab/License/1003",
      startsAt: "2026-06-01",
      expiresAt: "2027-06-01",
      usersInLicenseCount: 4,
    });
  });

  test("keeps the file that was refused, which is refused again", async () => {
    await using story = await aRenewalThatIsTooSmall();
    const { customer } = story;
    const before = await customer.file(1002);

    await customer.correct(1002, { restrictions: { trueup_quantity: 3 } });

    expect(await customer.file(1002)).toBe(before);
    expect(await customer.upload(1002)).toContain("a True-up for 2 users but you need one for 3");
  });

  test("is not helped by an edit that nobody sends: the file that is out says what it said", async () => {
    await using story = await aRenewalThatIsTooSmall();
    const { emulator, customer } = story;
    const { explain } = customer;
    const sent = await customer.file(1002);
    const { ready } = emulator;
    await fetch(`${ready.portal?.url}/api/admin/licenses/1002`, {
      method: "PATCH",
      headers: {
        "content-type": "application/json",
        "x-admin-email": "gl_com_api@gitlab.com",
        "x-admin-token": "customer_admin_token",
      },
      body: JSON.stringify({
        expectedVersion: 1,
        changes: { restrictions: { trueup_quantity: 3 } },
      }),
    });

    const { body } = await emulator.control.post("/licenses/explain", { license: sent });

    expect([body.verdict, (await explain(1002)).verdict]).toEqual(["refused", "admitted"]);
  });
});
