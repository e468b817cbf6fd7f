import { describe, expect, test } from "vitest";
import { aProduct, hostedOn, internalToken } from "./hosted-on.ts";

const path = (id: number) => `/api/v4/internal/gitlab_subscriptions/namespaces/${id}`;

describe("the internal API", () => {
  test("is for whoever signs with the secret of both parties, and not for long", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { id } = hosted.group("Team");
    const statusWith = async (token: string) =>
      (await hosted.ask(path(id), { "x-customers-dot-internal-token": token })).status;

    expect(await statusWith(internalToken(hosted))).toBe(200);
    expect(await statusWith("")).toBe(401);
    expect(await statusWith(internalToken(hosted, { seconds: 0 }))).toBe(401);
    expect(await statusWith(internalToken(hosted, { iss: "somebody" }))).toBe(401);
    const secret = Buffer.from("somebody's secret");
    expect(await statusWith(internalToken(hosted, { secret }))).toBe(401);
    const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
    const [, claims] = internalToken(hosted).split(".");
    expect(await statusWith(`${unsigned}.${claims}.`)).toBe(401);
  });

  test("tells the portal of a group and its owners", async () => {
    await using hosted = await hostedOn("2025-06-01");
    await hosted.account("ada");
    const { id } = hosted.group("Team", { owner: "ada", otherMembers: 2 });

    const group = await hosted.asPortal("GET", `/${id}`);
    const owners = await hosted.asPortal("GET", `/${id}/owners`);

    expect(group.body).toEqual({
      id,
      name: "Team",
      path: "team",
      kind: "group",
      full_path: "team",
      parent_id: null,
      avatar_url: null,
      web_url: `${hosted.product.url}/groups/team`,
      members_count_with_descendants: 3,
      billable_members_count: 3,
      plan: "free",
      trial: false,
      trial_ends_on: null,
      max_seats_used: 0,
      seats_in_use: 0,
      end_date: null,
      root_repository_size: 0,
      projects_count: 0,
    });
    expect(owners.body).toMatchObject([{ username: "ada", email: "ada@example.com" }]);
  });

  test("provisions a group with a plan, and answers nothing", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { id } = hosted.group("Team");

    const provisioned = await hosted.asPortal("POST", `/${id}/provision`, aProduct());

    expect(provisioned).toMatchObject({ status: 200, body: null });
    expect((await hosted.asPortal("GET", `/${id}/gitlab_subscription`)).body).toMatchObject({
      plan: { code: "premium" },
      usage: { seats_in_subscription: 10 },
    });
    expect(hosted.product.groups()).toMatchObject([
      { path: "team", plan: "premium", seats: 10, endsOn: "2026-06-01" },
    ]);
  });

  test.each([
    { body: {}, status: 400 },
    { body: { provision: {} }, status: 400 },
    { body: { provision: { base_product: { seats: 1 } } }, status: 400 },
    { body: aProduct({ plan_code: "platinum" }), status: 422 },
    { body: aProduct({ seats: -1 }), status: 422 },
    { body: aProduct({ end_date: "2026-02-30" }), status: 422 },
    { body: { provision: { add_on_purchases: {} } }, status: 422 },
  ])("refuses $body with $status, and changes nothing", async ({ body, status }) => {
    await using hosted = await hostedOn("2025-06-01");
    const { id } = hosted.group("Team");

    const refused = await hosted.asPortal("POST", `/${id}/provision`, body);

    expect(refused.status).toBe(status);
    expect(hosted.product.groups()).toMatchObject([{ plan: "free" }]);
  });

  test("answers 404 for a group that is gone, and 422 for one that is not at the top", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { id: gone } = hosted.group("Gone");
    hosted.product.removeGroup("gone");
    hosted.group("Team");
    const { id: inner } = hosted.group("Inner", { parent: "team" });

    expect((await hosted.asPortal("POST", `/${gone}/provision`, aProduct())).status).toBe(404);
    expect((await hosted.asPortal("POST", `/${inner}/provision`, aProduct())).status).toBe(422);
  });

  test("sets minutes and storage, subscription and reconciliation", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const ada = await hosted.account("ada");
    const { id } = hosted.group("Team", { owner: "ada" });

    const statuses = [
      await hosted.asPortal("PUT", `/${id}`, { extra_shared_runners_minutes_limit: 1_000 }),
      await hosted.asPortal("POST", `/${id}/gitlab_subscription`, {
        plan_code: "ultimate",
        start_date: "2025-06-01",
        end_date: "2026-06-01",
        seats: 5,
      }),
      await hosted.asPortal("PUT", `/${id}/gitlab_subscription`, { seats: 7 }),
      await hosted.asPortal("PUT", `/${id}/upcoming_reconciliations`, {
        next_reconciliation_date: "2025-09-01",
        display_alert_from: "2025-08-25",
      }),
    ].map(({ status }) => status);

    expect(statuses).toEqual([200, 200, 200, 200]);
    const { body } = await hosted.ask(`/api/v4/namespaces/${id}`, { "private-token": ada.token });
    expect(body).toMatchObject({ plan: "ultimate", extra_shared_runners_minutes_limit: 1_000 });
    expect(hosted.product.groups()).toMatchObject([{ seats: 7 }]);
  });

  test("begins a new term with the seats that are in use", async () => {
    await using hosted = await hostedOn("2025-06-01");
    await hosted.account("ada");
    const { id } = hosted.group("Team", { owner: "ada" });
    await hosted.asPortal("POST", `/${id}/provision`, aProduct({ max_seats_used: 9 }));
    await hosted.asPortal(
      "POST",
      `/${id}/provision`,
      aProduct({ start_date: "2026-06-01", end_date: "2027-06-01" }),
    );

    const { body } = await hosted.asPortal("GET", `/${id}/gitlab_subscription`);

    expect(body.usage).toMatchObject({ seats_in_use: 1, max_seats_used: 1 });
  });
});
