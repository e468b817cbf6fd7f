import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { hostedCustomer } from "../../support/hosted-customer.ts";
import { lastLinkTo } from "../../support/portal-customer.ts";
import { portalStaff } from "../../support/portal-visitor.ts";

describe("Edit on a hosted subscription", () => {
  test("leads to the hosted product, back to the group, and to its plan", async () => {
    await using desk = await hostedCustomer({ plan: "ultimate", seats: 25 });
    const group = await desk.group("Example Group");

    const list = await desk.view.show("/subscriptions");
    expect(list.words).toContain("Group None yet");
    expect(list.html).toContain(`href="/subscriptions/${desk.name}/edit">Edit<`);

    const before = await desk.view.show(`/subscriptions/${desk.name}/edit`);
    expect(before.words).toContain("sign in to the GitLab.com account that owns it");

    const choice = await desk.linkAccount();
    expect(choice.told).toEqual({
      role: "status",
      words: "Your GitLab.com account ada is linked.",
    });
    expect(choice.words).toContain("This subscription is for");

    const after = await desk.view.submitAndLook(`/subscriptions/${desk.name}/edit`, {
      group_id: String(group.id),
    });
    expect(after.told?.words).toBe(`${desk.name} is linked to Example Group.`);
    expect(after.words).toContain("Group Example Group");

    expect(await desk.now()).toMatchObject({ group: { id: group.id, name: "Example Group" } });
    const answer = await fetch(
      `${desk.hostedUrl}/api/v4/namespaces/${group.id}/gitlab_subscription`,
      { headers: { "private-token": desk.token } },
    );
    expect(await answer.json()).toMatchObject({
      plan: { code: "ultimate", name: "Ultimate" },
      usage: { seats_in_subscription: 25, seats_in_use: 1 },
      billing: {
        subscription_start_date: "2025-06-01",
        subscription_end_date: "2026-06-01",
      },
    });
  });
});

/** Ada, who has linked her account, at the list of her groups. */
async function atChoice(order: object = {}, groups: readonly string[] = ["Team"]) {
  const desk = await hostedCustomer(order);
  const made: AsItCame[] = [];
  for (const group of groups) made.push(await desk.group(group));
  await desk.view.show(`/subscriptions/${desk.name}/edit`);
  const page = await desk.linkAccount();
  return { ...desk, made, page };
}

describe("the choice of a group", () => {
  test("with no groups lists only the user name, and says to create one first", async () => {
    await using desk = await atChoice({}, []);

    expect(desk.page.words).toContain("You have no groups on GitLab.com, only your user name.");
    expect(desk.page.html).toContain(`${desk.hostedUrl}/groups/new`);
    expect(desk.page.html).toMatch(/name="group_id" value="\d+" disabled/);
  });

  test("shows a group that has a subscription disabled, and refuses it when it is sent all the same", async () => {
    await using desk = await atChoice({}, ["Team", "Taken"]);
    const taken = desk.made[1].id;
    const { body: other } = await desk.control.post("/portal/subscriptions", {
      deployment: "hosted",
      email: "bob@example.com",
    });
    await desk.control.put(`/portal/subscriptions/${other.name}/group`, { group: "taken" });

    const page = await desk.view.show(`/subscriptions/${desk.name}/edit`);
    const refused = await desk.view.submit(`/subscriptions/${desk.name}/edit`, {
      group_id: String(taken),
    });

    expect(page.html).toContain(`value="${taken}" disabled`);
    expect(page.words).toContain("already has a subscription");
    expect(refused).toMatchObject({
      status: 422,
      told: { role: "alert", words: "Taken already has a subscription." },
    });
    expect(await desk.now()).toMatchObject({ group: null });
  });

  test("lets the difference be paid for where the group has more users than seats", async () => {
    await using desk = await hostedCustomer({ seats: 10 });
    const { id } = await desk.group("Team", { otherMembers: 13 });
    await desk.view.show(`/subscriptions/${desk.name}/edit`);
    await desk.linkAccount();

    const asked = await desk.view.submit(`/subscriptions/${desk.name}/edit`, {
      group_id: String(id),
    });
    expect(asked).toMatchObject({ status: 422 });
    expect(asked.words).toContain("Team has 14 users, 4 more than the subscription has seats.");
    expect(asked.words).toContain("Pay for 4 more seats and link");
    expect(await desk.now()).toMatchObject({ seats: 10, group: null });

    await desk.view.submit(`/subscriptions/${desk.name}/edit`, { add_seats: "4" });

    expect(await desk.now()).toMatchObject({ seats: 14, group: { name: "Team" } });
    expect(await desk.groups()).toMatchObject([{ plan: "premium", seats: 14 }]);
  });

  test("lets a reseller's customer pay for nothing, even where the form says so", async () => {
    await using desk = await hostedCustomer({ seats: 10 });
    const { id } = await desk.group("Team", { otherMembers: 13 });
    await desk.view.show(`/subscriptions/${desk.name}/edit`);
    await desk.linkAccount();
    const staff = await portalStaff(desk.emulator);
    await staff.show("/admin/billing_account/2/edit");
    await staff.submit("/admin/billing_account/2/edit", { "billing_account[reseller]": "1" });
    await desk.view.show(`/subscriptions/${desk.name}/edit`);

    const refused = await desk.view.submit(`/subscriptions/${desk.name}/edit`, {
      group_id: String(id),
      add_seats: "4",
    });

    expect([refused.status, refused.told?.words]).toEqual([
      422,
      "Team has 14 users, 4 more than the subscription has seats. Remove users, or ask your reseller for more seats.",
    ]);
    expect(await desk.now()).toMatchObject({ seats: 10, group: null });
  });

  test("asks to sign in again once the token is stale", async () => {
    await using desk = await atChoice();
    await desk.control.post("/hosted/revoke-tokens", {});

    const page = await desk.view.show(`/subscriptions/${desk.name}/edit`);

    expect(page.told).toEqual({
      role: "alert",
      words: "The link to your GitLab.com account has expired. Sign in there again.",
    });
    expect(page.words).toContain("Sign in to GitLab.com");
  });

  test("does so after two hours too", async () => {
    await using desk = await atChoice();
    await desk.moveTo("2025-06-02");

    const page = await desk.view.show(`/subscriptions/${desk.name}/edit`);

    expect(page.told?.words).toContain("has expired");
  });

  test("refuses a group that is gone in between, one of others, and what is no group", async () => {
    await using desk = await atChoice({}, ["Team", "Gone"]);
    const { body: bobs } = await desk.control.post("/hosted/groups", { name: "Others" });
    await desk.control.put("/hosted/members", {
      group: "others",
      username: "ada",
      access: "guest",
    });
    await desk.control.delete("/hosted/groups/gone");
    const choose = async (id: number) => {
      await desk.view.show(`/subscriptions/${desk.name}/edit`);
      const answer = await desk.view.submit(`/subscriptions/${desk.name}/edit`, {
        group_id: String(id),
      });
      return [answer.status, answer.told?.words];
    };

    expect(await choose(desk.made[1].id)).toEqual([422, "This group is gone. Choose another one."]);
    expect(await choose(bobs.id)).toEqual([422, "Others is not yours: you need the Owner role."]);
    expect(await choose(1)).toEqual([422, "Ada is a user name, and no group."]);
    expect(await desk.now()).toMatchObject({ group: null });
  });

  test("refuses whoever has looked at an older version", async () => {
    await using desk = await atChoice();
    await desk.view.show(`/subscriptions/${desk.name}/edit`);
    await desk.control.post(`/portal/subscriptions/${desk.name}/add-seats`, { seats: 1 });

    const refused = await desk.view.submit(`/subscriptions/${desk.name}/edit`, {
      group_id: String(desk.made[0].id),
    });

    expect(refused).toMatchObject({ status: 409 });
    expect(refused.told?.words).toContain("was changed in the meantime");
    expect(refused.html).toContain(`value="${desk.made[0].id}" checked`);
  });

  test("finds one of thousands by its name, fifty a page", async () => {
    await using desk = await hostedCustomer();
    for (let number = 1; number <= 120; number += 1) {
      await desk.group(`Team ${String(number).padStart(3, "0")}`);
    }
    await desk.view.show(`/subscriptions/${desk.name}/edit`);
    const first = await desk.linkAccount();
    const found = await desk.view.show(`/subscriptions/${desk.name}/edit?search=team-11`);

    expect(first.words).toContain("Page 1 of 3, 121 namespaces");
    expect(first.html.match(/type="radio"/g)).toHaveLength(50);
    expect(found.html.match(/type="radio"/g)).toHaveLength(10);
    const { body: asked } = await desk.control.get("/traffic?hop=hosted");
    expect(asked.at(-1).request.url).toContain("search=team-11&page=1&per_page=50");
  });

  test("shows markup in names as text", async () => {
    await using desk = await atChoice({}, ["<b>Team</b>"]);

    expect(desk.page.html).toContain("&lt;b&gt;Team&lt;/b&gt;");
    expect(desk.page.html).not.toContain("<b>Team");
  });
});

describe("a subscription that is linked", () => {
  async function linked(order: object = {}) {
    const desk = await atChoice(order, ["Team", "Other"]);
    await desk.view.submitAndLook(`/subscriptions/${desk.name}/edit`, {
      group_id: String(desk.made[0].id),
    });
    return desk;
  }

  test("is moved to another group in today's form, and the one before is on Free", async () => {
    await using desk = await linked();

    const list = await desk.view.show("/subscriptions");
    expect(list.html).toContain(
      `href="/subscriptions/${desk.name}/link_group">Change linked group<`,
    );
    const form = await desk.view.show(`/subscriptions/${desk.name}/link_group`);
    expect(form.words).toContain("New Namespace");
    expect(form.words).toContain("Confirm changes");
    await desk.view.submit(`/subscriptions/${desk.name}/link_group`, {
      group_id: String(desk.made[1].id),
    });

    expect(await desk.now()).toMatchObject({ group: { name: "Other" } });
    expect(await desk.groups()).toMatchObject([
      { path: "other", plan: "premium" },
      { path: "team", plan: "free" },
    ]);
    expect((await desk.events()).slice(-3)).toEqual([
      `group-changed ${desk.name}`,
      "mailed Your GitLab Subscription",
      `provisioned ${desk.name}`,
    ]);
  });

  test("takes later changes to its group", async () => {
    await using desk = await linked({ seats: 10 });
    await desk.control.post(`/portal/subscriptions/${desk.name}/add-seats`, { seats: 5 });
    expect(await desk.groups()).toMatchObject([{ path: "other" }, { path: "team", seats: 15 }]);

    await desk.control.post(`/portal/subscriptions/${desk.name}/upgrade`, { plan: "ultimate" });
    expect(await desk.groups()).toMatchObject([{ path: "other" }, { plan: "ultimate" }]);

    await desk.control.post(`/portal/subscriptions/${desk.name}/renew`, { seats: 20 });
    await desk.moveTo("2026-06-01");
    expect(await desk.groups()).toMatchObject([
      { path: "other" },
      { plan: "ultimate", seats: 20, endsOn: "2027-06-01" },
    ]);
  });

  test.each([
    { order: { trial: true }, step: null, words: "is a trial, which is not moved" },
    { order: {}, step: "expire", words: "is expired" },
    { order: {}, step: "cancel", words: "is cancelled" },
  ])("is not moved once it $words", async ({ order, step, words }) => {
    await using desk = await linked(order);
    if (step) await desk.control.post(`/portal/subscriptions/${desk.name}/${step}`);

    const page = await desk.view.show(`/subscriptions/${desk.name}/link_group`);

    expect(page).toMatchObject({ status: 409 });
    expect(page.told?.words).toContain(words);
  });
});

describe("an account", () => {
  test("that another customer has linked is refused", async () => {
    await using desk = await atChoice();
    await desk.view.submit("/customers/sign_out");
    const email = "bob@example.com";
    const { body: sold } = await desk.control.post("/portal/subscriptions", {
      deployment: "hosted",
      email,
    });
    await desk.view.show("/customers/sign_in");
    await desk.view.submit("/customers/sign_in/link", { "customer[email]": email });
    await desk.view.show(await lastLinkTo(desk.emulator, email));
    await desk.view.submit("/customers/sign_in/link/use");
    await desk.view.show(`/subscriptions/${sold.name}/edit`);

    // Ada is still signed in there, and has let the portal in: nobody is asked.
    const page = await desk.view.follow(await desk.view.submit("/customers/auth/gitlab"));

    expect(page.told?.words).toBe(
      "Email has already been taken. The account ada is linked to another customer: sign in as that one, or have it unlinked.",
    );
  });

  test("that is linked lets its customer in", async () => {
    await using desk = await atChoice();
    await desk.view.submit("/customers/sign_out");

    const page = await desk.view.follow(await desk.view.show("/customers/auth/gitlab"));

    expect(page.words).toContain("Subscriptions & purchases");
    expect(page.words).toContain(desk.name);
  });

  test("that nobody has linked lets nobody in", async () => {
    await using desk = await hostedCustomer();
    await desk.view.show("/subscriptions");
    await desk.view.submit("/customers/sign_out");

    await desk.view.follow(await desk.view.show("/customers/auth/gitlab"));
    await desk.view.follow(
      await desk.view.submit("/users/sign_in", { login: "ada", password: desk.password }),
    );
    const page = await desk.view.follow(
      await desk.view.submit("/oauth/authorize", { decision: "authorize" }),
    );

    expect(page).toMatchObject({ status: 422 });
    expect(page.told?.words).toBe(
      "No customer has linked the account ada. Sign in with your email, then link it in your profile.",
    );
  });

  test("stands in the profile, where it is linked and changed", async () => {
    await using desk = await hostedCustomer();
    const { body: bob } = await desk.control.post("/hosted/users", { username: "bob" });

    const none = await desk.view.show("/customers/edit");
    expect(none.words).toContain("Your GitLab.com account No account linked.");
    const one = await desk.linkAccount();
    expect(one.words).toMatch(/Your GitLab\.com account ada \(\d+\)/);
    expect(one.words).toContain("Change linked account");

    // Whoever does not sign out there links the same one again.
    await desk.view.show(`${desk.hostedUrl}/`);
    await desk.view.submit("/users/sign_out");
    await desk.view.show("/customers/edit");
    const other = await desk.linkAccount("bob", bob.password);

    expect(other.words).toMatch(/Your GitLab\.com account bob \(\d+\)/);
  });

  test("is not linked by whoever refuses it there", async () => {
    await using desk = await hostedCustomer();
    await desk.view.show("/customers/edit");
    await desk.view.follow(await desk.view.submit("/customers/auth/gitlab"));
    await desk.view.follow(
      await desk.view.submit("/users/sign_in", { login: "ada", password: desk.password }),
    );

    const page = await desk.view.follow(
      await desk.view.submit("/oauth/authorize", { decision: "deny" }),
    );

    expect(page.told?.words).toBe(
      "You have not let the portal use your GitLab.com account. Nothing was changed.",
    );
    expect(page.words).toContain("No account linked.");
  });

  test("comes back with the state of the browser that was sent, once", async () => {
    await using desk = await hostedCustomer();

    const forged = await desk.view.show("/customers/auth/gitlab/callback?code=x&state=y");

    expect(forged).toMatchObject({ status: 400 });
    expect(forged.told?.words).toContain("This sign-in has expired");
  });
});

describe("GitLab Groups, for staff", () => {
  const tab = "/admin/customer/2/gitlab_groups";
  const none = "Customer has not linked their GitLab.com account.";

  test("lists what the customer's account owns, with plans", async () => {
    await using desk = await atChoice({ seats: 10 }, ["Team", "Other"]);
    await desk.view.submit(`/subscriptions/${desk.name}/edit`, {
      group_id: String(desk.made[0].id),
    });
    const staff = await portalStaff(desk.emulator);

    const { words } = await staff.show(tab);

    expect(words).toContain("Team team group premium 1");
    expect(words).toContain("Other other group free 1");
    expect(words).toContain("3 namespaces");
  });

  test("is empty without an account, and without a good token, even where the Uid is filled in", async () => {
    await using desk = await hostedCustomer();
    const staff = await portalStaff(desk.emulator);
    const before = await staff.show(tab);
    await desk.view.show("/customers/edit");
    await desk.linkAccount();
    await desk.control.post("/hosted/revoke-tokens", {});
    const after = await staff.show(tab);
    const record = await staff.show("/admin/customer/2");

    expect(before.words).toContain(none);
    expect(after.words).toContain(none);
    expect(record.words).toMatch(/Uid \d+/);
  });

  test("says that the hosted product does not answer", async () => {
    await using desk = await atChoice();
    const staff = await portalStaff(desk.emulator);
    await desk.control.post("/faults", { endpoint: "hosted", kind: "status", status: 502 });

    expect((await staff.show(tab)).told?.words).toContain("GitLab.com has answered 502.");
  });

  test("lets the account be unlinked, and linked again by its customer", async () => {
    await using desk = await atChoice();
    const staff = await portalStaff(desk.emulator);
    await staff.show("/admin/customer/2/unlink_gitlab_user");
    await staff.submit("/admin/customer/2/unlink_gitlab_user");

    const page = await desk.view.show("/customers/edit");

    expect(page.words).toContain("No account linked.");
    // Ada is still signed in at the hosted product, and has let the portal in.
    const again = await desk.view.follow(await desk.view.submit("/customers/auth/gitlab"));
    expect(again.told?.words).toBe("Your GitLab.com account ada is linked.");
  });
});
