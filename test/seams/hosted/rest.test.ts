import { describe, expect, test } from "vitest";
import { aProduct, hostedOn } from "./hosted-on.ts";

describe("the hosted product's REST API", () => {
  test("tells an account who it is, and others what everybody may know", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const ada = await hosted.account("ada", { email: "Ada@Example.com" });
    const bob = await hosted.account("bob");

    const own = await hosted.ask("/api/v4/user", { "private-token": ada.token });
    const other = await hosted.ask(`/api/v4/users/${bob.id}`, {
      authorization: `Bearer ${ada.token}`,
    });

    expect(own).toMatchObject({
      status: 200,
      body: { id: ada.id, username: "ada", name: "Ada", email: "ada@example.com", state: "active" },
    });
    expect(other.body).toEqual({
      id: bob.id,
      username: "bob",
      name: "Bob",
      state: "active",
      avatar_url: null,
      web_url: `${hosted.product.url}/bob`,
    });
  });

  test.each([
    { headers: {}, message: { message: "401 Unauthorized" } },
    { headers: { "private-token": "nobody's" }, message: { message: "401 Unauthorized" } },
    {
      headers: { authorization: "Bearer nobody's" },
      message: { error: "invalid_token", error_description: "Bad Access Token." },
    },
  ])("lets nobody in with $headers", async ({ headers, message }) => {
    await using hosted = await hostedOn("2025-06-01");

    const refused = await hosted.ask("/api/v4/namespaces", headers);

    expect({ status: refused.status, body: refused.body }).toEqual({ status: 401, body: message });
  });

  test("lists only the namespace of one's name where there is no group", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { token } = await hosted.account("ada");

    const { body } = await hosted.ask("/api/v4/namespaces", { "private-token": token });

    expect(body).toHaveLength(1);
    expect(body[0]).toMatchObject({ path: "ada", kind: "user", parent_id: null, plan: "free" });
  });

  test("tells owners what a group is on, and members only where it is", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const ada = await hosted.account("ada");
    const bob = await hosted.account("bob");
    const { id } = hosted.group("Team", {
      owner: "ada",
      members: [{ username: "bob", access: "developer" }],
      otherMembers: 8,
    });
    await hosted.asPortal("POST", `/${id}/provision`, aProduct());

    const seenBy = async (token: string) =>
      (await hosted.ask(`/api/v4/namespaces/${id}`, { "private-token": token })).body;

    expect(await seenBy(ada.token)).toEqual({
      id,
      name: "Team",
      path: "team",
      kind: "group",
      full_path: "team",
      parent_id: null,
      avatar_url: null,
      web_url: `${hosted.product.url}/groups/team`,
      members_count_with_descendants: 10,
      billable_members_count: 10,
      plan: "premium",
      trial: false,
      trial_ends_on: null,
      max_seats_used: 10,
      seats_in_use: 10,
      end_date: "2026-06-01",
      shared_runners_minutes_limit: null,
      extra_shared_runners_minutes_limit: null,
      additional_purchased_storage_size: null,
      additional_purchased_storage_ends_on: null,
    });
    expect(Object.keys(await seenBy(bob.token))).toEqual([
      "id",
      "name",
      "path",
      "kind",
      "full_path",
      "parent_id",
      "avatar_url",
      "web_url",
    ]);
  });

  test("knows groups by their path, and none to somebody who is no member", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const ada = await hosted.account("ada");
    const eve = await hosted.account("eve");
    hosted.group("Team", { owner: "ada" });
    const { id } = hosted.group("Inner", { parent: "team" });

    const found = await hosted.ask("/api/v4/namespaces/team%2Finner", {
      "private-token": ada.token,
    });
    const hidden = await hosted.ask(`/api/v4/namespaces/${id}`, { "private-token": eve.token });

    expect(found.body).toMatchObject({ id, full_path: "team/inner", kind: "group" });
    expect(hidden.status).toBe(404);
  });

  test("gives thousands of groups a page at a time, and finds some by their name", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { token } = await hosted.account("ada");
    for (let number = 1; number <= 250; number += 1) {
      hosted.group(`Team ${String(number).padStart(3, "0")}`, { owner: "ada" });
    }
    const ask = (query: string) =>
      hosted.ask(`/api/v4/groups?${query}`, { "private-token": token });

    const second = await ask("owned=true&per_page=100&page=2");
    const found = await ask("search=team-25");

    expect(second.body).toHaveLength(100);
    expect(second.body[0]).toMatchObject({ path: "team-101" });
    expect(
      Object.fromEntries(
        ["x-total", "x-total-pages", "x-page", "x-next-page", "x-prev-page"].map((name) => [
          name,
          second.headers.get(name),
        ]),
      ),
    ).toEqual({
      "x-total": "250",
      "x-total-pages": "3",
      "x-page": "2",
      "x-next-page": "3",
      "x-prev-page": "1",
    });
    expect(found.body.map(({ path }: { path: string }) => path)).toEqual(["team-250"]);
  });
});

describe("gitlab_subscription", () => {
  test("is Free without a subscription", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { token } = await hosted.account("ada");
    const { id } = hosted.group("Team", { owner: "ada", otherMembers: 4 });

    const answer = await hosted.ask(`/api/v4/namespaces/${id}/gitlab_subscription`, {
      "private-token": token,
    });

    expect(answer.body).toEqual({
      plan: {
        code: "free",
        name: "Free",
        trial: false,
        auto_renew: null,
        upgradable: false,
        exclude_guests: false,
      },
      usage: { seats_in_subscription: 0, seats_in_use: 0, max_seats_used: 0, seats_owed: 0 },
      billing: {
        subscription_start_date: null,
        subscription_end_date: null,
        trial_ends_on: null,
      },
    });
  });

  test("owes the seats that were used beyond those that were bought, also once users have left", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { token } = await hosted.account("ada");
    await hosted.account("bob");
    const { id } = hosted.group("Team", { owner: "ada", otherMembers: 8 });
    await hosted.asPortal("POST", `/${id}/provision`, aProduct({ seats: 8 }));
    hosted.product.setMember({ group: "team", username: "bob", access: "developer" });
    hosted.product.setMember({ group: "team", username: "bob", access: null });

    const answer = await hosted.ask(`/api/v4/namespaces/${id}/gitlab_subscription`, {
      "private-token": token,
    });

    expect(answer.body).toMatchObject({
      plan: { code: "premium", name: "Premium", upgradable: true },
      usage: { seats_in_subscription: 8, seats_in_use: 9, max_seats_used: 10, seats_owed: 2 },
      billing: { subscription_start_date: "2025-06-01", subscription_end_date: "2026-06-01" },
    });
  });

  test("counts no guests on Ultimate", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { token } = await hosted.account("ada");
    await hosted.account("bob");
    const { id } = hosted.group("Team", {
      owner: "ada",
      members: [{ username: "bob", access: "guest" }],
    });
    await hosted.asPortal("POST", `/${id}/provision`, aProduct({ plan_code: "ultimate" }));

    const answer = await hosted.ask(`/api/v4/namespaces/${id}/gitlab_subscription`, {
      "private-token": token,
    });

    expect(answer.body).toMatchObject({
      plan: { code: "ultimate", exclude_guests: true, upgradable: false },
      usage: { seats_in_use: 1 },
    });
  });

  test.each([
    { on: "2026-06-14", plan: "premium" },
    { on: "2026-06-15", plan: "free" },
  ])("is $plan on $on, with the 14 days after its end", async ({ on, plan }) => {
    await using hosted = await hostedOn(on);
    const { token } = await hosted.account("ada");
    const { id } = hosted.group("Team", { owner: "ada" });
    await hosted.asPortal("POST", `/${id}/provision`, aProduct());

    const answer = await hosted.ask(`/api/v4/namespaces/${id}/gitlab_subscription`, {
      "private-token": token,
    });

    expect(answer.body.plan.code).toBe(plan);
  });

  test("is not for members who are no owners", async () => {
    await using hosted = await hostedOn("2025-06-01");
    await hosted.account("ada");
    const { token } = await hosted.account("bob");
    const { id } = hosted.group("Team", {
      owner: "ada",
      members: [{ username: "bob", access: "maintainer" }],
    });

    const answer = await hosted.ask(`/api/v4/namespaces/${id}/gitlab_subscription`, {
      "private-token": token,
    });

    expect(answer).toMatchObject({ status: 403, body: { message: "403 Forbidden" } });
  });
});
