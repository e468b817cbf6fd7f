import { describe, expect, test } from "vitest";
import { type Support, ways } from "../../support/support-engineer.ts";

const email = "ada@example.com";

/** A hosted subscription of 5 seats on Ultimate. */
const sold = (support: Support) =>
  support.sell({
    deployment: "hosted",
    plan: "ultimate",
    seats: 5,
    company: "Example AG",
    email,
  });

describe.each(ways)("a hosted subscription, linked to its group $how", ({ startedSupport }) => {
  test("has no code, and gives the group its plan and seats", async () => {
    await using support = await startedSupport();
    const { name, activationCode, group } = await sold(support);
    const token = await support.addHostedAccount("ada", email);
    const { id, path } = await support.addHostedGroup("Example Group", "ada");

    const planOf = async () => {
      const url = `${await support.hostedUrl()}/api/v4/namespaces/${id}/gitlab_subscription`;
      return (await fetch(url, { headers: { "private-token": token } })).json();
    };
    const before = await planOf();
    await support.linkGroup(name, path);

    expect([activationCode, group]).toEqual([null, null]);
    expect(before).toMatchObject({ plan: { code: "free" }, usage: { seats_in_subscription: 0 } });
    expect(await planOf()).toMatchObject({
      plan: { code: "ultimate", name: "Ultimate", trial: false },
      usage: { seats_in_subscription: 5, seats_in_use: 1 },
      billing: { subscription_start_date: "2025-06-01", subscription_end_date: "2026-06-01" },
    });
    expect((await support.show(name)).group).toEqual({ id, name: "Example Group" });
    expect(await support.mailsTo(email)).toMatchObject([
      { text: expect.stringMatching(/Group: +None yet/) },
      { text: expect.stringMatching(/Group: +Example Group/) },
    ]);
  });

  test("has no group to be linked to until there is one", async () => {
    await using support = await startedSupport();
    const { name } = await sold(support);
    await support.addHostedAccount("ada", email);

    await expect(support.linkGroup(name, "ada")).rejects.toThrow();

    expect((await support.show(name)).group).toBeNull();
  });

  test("is nothing for an instance that is the hosted product, which takes no code", async () => {
    await using support = await startedSupport("saas");

    expect(await support.activate(support.firstCode)).toEqual(["Not self-managed instance"]);
    expect(await support.inForce()).toBeNull();
  });
});
