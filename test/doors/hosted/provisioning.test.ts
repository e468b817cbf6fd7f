import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith } from "../../support/emulator-on.ts";
import { hostedCustomer } from "../../support/hosted-customer.ts";

/** Ada, who has linked her account, and a group that she may choose. */
async function atChoice() {
  const desk = await hostedCustomer();
  const { id } = await desk.group("Team");
  await desk.view.show(`/subscriptions/${desk.name}/edit`);
  await desk.linkAccount();
  return {
    ...desk,
    choose: () =>
      desk.view.submitAndLook(`/subscriptions/${desk.name}/edit`, { group_id: String(id) }),
    breaking: (fault: object) => desk.control.post("/faults", { endpoint: "hosted", ...fault }),
  };
}

describe("a hosted product that misbehaves", () => {
  test.each([
    { kind: "status", status: 503 },
    { kind: "drop-connection" },
    { kind: "html" },
    { kind: "truncated" },
    { kind: "empty" },
  ])("with $kind links nothing and says so, and the choice can be made again", async (fault) => {
    await using desk = await atChoice();
    await desk.breaking(fault);

    const refused = await desk.choose();
    const now = await desk.now();
    const done = await desk.choose();

    expect(refused).toMatchObject({ status: 502 });
    expect(refused.told?.words).toMatch(/^GitLab\.com has .*Nothing was changed\. Try again\.$/);
    expect(now).toMatchObject({ group: null });
    expect(done.told?.words).toBe(`${desk.name} is linked to Team.`);
  });

  test("when it is to give a group its plan is told, and asked again", async () => {
    await using desk = await atChoice();
    // The first question is whose the group is, the second one gives it the plan.
    await desk.breaking({ kind: "delay", ms: 0 });
    await desk.breaking({ kind: "status", status: 503 });

    const page = await desk.choose();

    expect(page.told?.words).toBe(
      `${desk.name} is linked to Team. Its plan is not there yet: GitLab.com has answered 503. It is tried again.`,
    );
    expect(await desk.groups()).toMatchObject([{ plan: "free" }]);
    // Whatever is done next comes before the pause is over.
    await desk.control.post("/clock/advance", { minutes: 1 });
    expect(await desk.groups()).toMatchObject([{ plan: "premium", seats: 10 }]);
    expect(await desk.events()).toEqual(
      expect.arrayContaining([`provisioning-failed ${desk.name}`, `provisioned ${desk.name}`]),
    );
  });

  test("that gave the plan and lost the answer is asked for the same again", async () => {
    await using desk = await atChoice();
    await desk.breaking({ kind: "delay", ms: 0 });
    await desk.breaking({ kind: "drop-connection", when: "after" });

    await desk.choose();
    await desk.control.post("/clock/advance", { minutes: 1 });

    expect(await desk.now()).toMatchObject({ group: { name: "Team" } });
    expect(await desk.groups()).toMatchObject([{ plan: "premium", seats: 10 }]);
  });

  test("keeps the group before as long as that cannot be freed", async () => {
    await using desk = await atChoice();
    await desk.choose();
    await desk.group("Other");
    await desk.breaking({ kind: "delay", ms: 0 });
    await desk.breaking({ kind: "status", status: 500 });

    const refused = await desk.control.put(`/portal/subscriptions/${desk.name}/group`, {
      group: "other",
    });

    expect(refused).toMatchObject({ status: 409, body: { error: { code: "hosted-unavailable" } } });
    expect(await desk.now()).toMatchObject({ group: { name: "Team" } });
    expect(await desk.groups()).toMatchObject([
      { path: "other", plan: "free" },
      { path: "team", plan: "premium" },
    ]);
  });

  test("that does not let anybody in links no account", async () => {
    await using desk = await hostedCustomer();
    await desk.view.show("/customers/edit");
    await desk.control.post("/faults", { endpoint: "hosted", kind: "status", status: 500 });

    const page = await desk.linkAccount();

    expect(page.told?.words).toBe("GitLab.com has answered 500. Nothing was changed. Try again.");
    expect(page.words).toContain("No account linked.");
  });

  test("is broken by faults that are listed and taken back", async () => {
    await using desk = await atChoice();
    const { body: fault } = await desk.breaking({ kind: "html", times: "standing" });

    expect((await desk.control.get("/faults")).body).toMatchObject([
      { id: fault.id, endpoint: "hosted", kind: "html" },
    ]);
    expect((await desk.control.delete(`/faults/${fault.id}`)).status).toBe(204);
    expect((await desk.choose()).told?.words).toBe(`${desk.name} is linked to Team.`);
  });
});

describe("what the portal asks of the hosted product", () => {
  test("is in the traffic, without its secrets", async () => {
    await using desk = await atChoice();
    await desk.choose();

    const { body: exchanges } = await desk.control.get("/traffic?hop=hosted");

    const asked = exchanges.map(({ request: { method, url } }: typeof exchanges) =>
      `${method} ${new URL(url).pathname}`.replaceAll(/\d+/g, "N"),
    );
    expect(asked).toEqual([
      "POST /oauth/token",
      "GET /api/vN/user",
      "GET /api/vN/namespaces",
      "GET /api/vN/namespaces/N",
      "POST /api/vN/internal/gitlab_subscriptions/namespaces/N/provision",
    ]);
    const [token, user, , , provision] = exchanges;
    expect(token.request.body).toMatch(
      /client_secret=\[masked\]&.*code_verifier=\[masked\]&code=\[masked\]$/,
    );
    expect(JSON.parse(token.response.body)).toMatchObject({ access_token: "[masked]" });
    expect(user.request.headers.authorization).toBe("[masked]");
    expect(provision.request.headers["x-customers-dot-internal-token"]).toBe("[masked]");
    expect(JSON.parse(provision.request.body)).toEqual({
      provision: {
        base_product: {
          plan_code: "premium",
          start_date: "2025-06-01",
          end_date: "2026-06-01",
          seats: 10,
          auto_renew: false,
          trial: false,
          trial_starts_on: null,
          trial_ends_on: null,
        },
      },
    });
  });

  test("is told in the timeline, with who has done it", async () => {
    await using desk = await atChoice();
    await desk.choose();

    const { body } = await desk.control.get("/timeline?kind=portal");

    const texts = body.map(({ text }: typeof body) => text).join("\n");
    expect(texts).toContain("ada@example.com");
    expect(texts).toContain("group Team");
    expect(texts).toContain("premium, 10 seats, until 2026-06-01");
  });
});

describe("a subscription that belongs to a group", () => {
  test("reaches it no more once nobody has linked an account", async () => {
    await using desk = await hostedCustomer();
    await desk.group("Team");
    await desk.control.put(`/portal/subscriptions/${desk.name}/group`, { group: "team" });
    await desk.control.post(`/portal/subscriptions/${desk.name}/add-seats`, { seats: 5 });

    const before = await desk.groups();
    await desk.view.show("/customers/edit");
    await desk.linkAccount();
    await desk.control.post(`/portal/subscriptions/${desk.name}/add-seats`, { seats: 5 });

    expect(before).toMatchObject([{ plan: "premium", seats: 10 }]);
    expect(await desk.groups()).toMatchObject([{ plan: "premium", seats: 20 }]);
  });

  test("leaves it on Free once it is taken from it", async () => {
    await using desk = await atChoice();
    await desk.choose();

    const unlinked = await desk.control.delete(`/portal/subscriptions/${desk.name}/group`);

    expect(unlinked.body).toMatchObject({ group: null });
    expect(await desk.groups()).toMatchObject([{ plan: "free", seats: null }]);
  });

  test("is not associated with a group that has one", async () => {
    await using desk = await atChoice();
    await desk.choose();
    const { body: other } = await desk.control.post("/portal/subscriptions", {
      deployment: "hosted",
    });

    const refused = await desk.control.put(`/portal/subscriptions/${other.name}/group`, {
      group: "team",
    });

    expect(refused).toMatchObject({
      status: 409,
      body: {
        error: {
          code: "group-taken",
          message:
            "unable to associate the subscription as the destination namespace is already associated with a subscription",
        },
      },
    });
  });

  test("chooses no group within the 14 days after another subscription has ended there", async () => {
    await using desk = await atChoice();
    await desk.choose();
    await desk.control.post(`/portal/subscriptions/${desk.name}/cancel`);
    const { body: other } = await desk.control.post("/portal/subscriptions", {
      deployment: "hosted",
      seats: 5,
    });
    const link = () =>
      desk.control.put(`/portal/subscriptions/${other.name}/group`, { group: "team" });

    const within = await link();
    await desk.moveTo("2025-06-15");
    const after = await link();

    expect([within.status, after.status]).toEqual([409, 200]);
    expect(await desk.groups()).toMatchObject([{ plan: "premium", seats: 5 }]);
  });
});

describe("over starts", () => {
  test("accounts, groups and links stay, and the hosted product starts by itself", async () => {
    await using folder = await aFolder();
    const settings = { data: folder.path, now: "2025-06-01", frozen: "true" };
    let name = "";
    {
      await using first = await emulatorWith(settings);
      expect(first.ready).toMatchObject({ hosted: null });
      const { body: sold } = await first.control.post("/portal/subscriptions", {
        deployment: "hosted",
      });
      name = sold.name;
      await first.control.post("/hosted/users", { username: "ada" });
      await first.control.post("/hosted/groups", { name: "Team", owner: "ada" });
      await first.control.put(`/portal/subscriptions/${name}/group`, { group: "team" });
    }

    await using second = await emulatorWith({ data: folder.path });

    expect(second.ready.hosted?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await second.control.get("/hosted/groups")).body).toMatchObject([
      { path: "team", owners: ["ada"], plan: "premium" },
    ]);
    expect((await second.control.get(`/portal/subscriptions/${name}`)).body).toMatchObject({
      group: { name: "Team" },
    });
  });

  test("a group that was to have its plan when the process ended has it then, whoever has linked an account", async () => {
    await using folder = await aFolder();
    const settings = { data: folder.path, now: "2025-06-01", frozen: "true", hostedPort: "0" };
    {
      await using first = await emulatorWith(settings);
      const { control } = first;
      const { body: sold } = await control.post("/portal/subscriptions", { deployment: "hosted" });
      await control.post("/hosted/users", { username: "ada" });
      await control.post("/hosted/groups", { name: "Team", owner: "ada" });
      // The first question is what the group is, the second one gives it the plan.
      await control.post("/faults", { endpoint: "hosted", kind: "delay", ms: 0 });
      await control.post("/faults", { endpoint: "hosted", kind: "drop-connection" });
      await control.put(`/portal/subscriptions/${sold.name}/group`, { group: "team" });
      expect((await control.get("/hosted/groups")).body).toMatchObject([{ plan: "free" }]);
    }

    await using second = await emulatorWith({ data: folder.path, hostedPort: "0" });

    expect((await second.control.get("/hosted/groups")).body).toMatchObject([
      { path: "team", plan: "premium", seats: 10 },
    ]);
  });

  test("a group of which nobody has linked an account is not told of later changes then either", async () => {
    await using folder = await aFolder();
    const settings = { data: folder.path, now: "2025-06-01", frozen: "true", hostedPort: "0" };
    {
      await using first = await emulatorWith(settings);
      const { control } = first;
      const { body: sold } = await control.post("/portal/subscriptions", { deployment: "hosted" });
      await control.post("/hosted/users", { username: "ada" });
      await control.post("/hosted/groups", { name: "Team", owner: "ada" });
      await control.put(`/portal/subscriptions/${sold.name}/group`, { group: "team" });
      await control.post(`/portal/subscriptions/${sold.name}/add-seats`, { seats: 5 });
    }

    await using second = await emulatorWith({ data: folder.path, hostedPort: "0" });

    expect((await second.control.get("/hosted/groups")).body).toMatchObject([
      { plan: "premium", seats: 10 },
    ]);
  });

  test("a reset forgets them, in a later start too", async () => {
    await using folder = await aFolder();
    const settings = { data: folder.path, now: "2025-06-01", frozen: "true", hostedPort: "0" };
    {
      await using first = await emulatorWith(settings);
      await first.control.post("/hosted/users", { username: "ada" });
      await first.control.post("/reset");
      expect((await first.control.get("/hosted/users")).body).toEqual([]);
      await first.control.post("/hosted/users", { username: "bob" });
    }
    {
      // The hosted product does not run, and is not told of this reset.
      await using second = await emulatorWith({ data: folder.path });
      await second.control.post("/reset");
    }

    await using third = await emulatorWith({ data: folder.path, hostedPort: "0" });

    expect((await third.control.get("/hosted/users")).body).toEqual([]);
  });
});
