import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { impersonator } from "../../support/portal-customer.ts";
import { csrfTokenIn, type PortalVisitor } from "../../support/portal-visitor.ts";

const ada = { email: "ada@example.com", name: "Ada Lovelace", company: "Example AG" };

/** The customer who was first sold something after the first. */
const adasId = 2;

async function sold(emulator: TestEmulator, order: object = {}): Promise<AsItCame> {
  const { body, status } = await emulator.control.post("/portal/subscriptions", {
    ...ada,
    ...order,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

/** An emulator on 1 June 2025 that has sold something to Ada, and somebody who sees what she sees. */
async function adasView(order: object = {}) {
  const emulator = await emulatorOn("2025-06-01T12:00:00Z");
  const subscription = await sold(emulator, order);
  const view = await impersonator(emulator, adasId);
  return {
    emulator,
    view,
    name: subscription.name as string,
    subscription,
    moveTo: (day: string) => emulator.control.put("/clock", { now: `${day}T12:00:00Z` }),
    now: async (): Promise<AsItCame> =>
      (await emulator.control.get(`/portal/subscriptions/${subscription.name}`)).body,
    licenses: async (): Promise<AsItCame[]> =>
      (await emulator.control.get(`/portal/licenses?search=${subscription.name}`)).body,
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}

describe("Subscriptions & purchases", () => {
  test("shows each subscription of the customer as a card, with its code to be copied", async () => {
    await using desk = await adasView({ plan: "ultimate", seats: 25 });

    const { words, html } = await desk.view.show("/subscriptions");

    expect(words).toContain(
      `GitLab Ultimate (Self-managed) Subscription name ${desk.name} Seats 25 Start date 2025-06-01 Expires on 2026-06-01`,
    );
    expect(html).toContain(`value="${desk.subscription.activationCode}" readonly`);
    expect(html).toContain("Copy activation code");
    expect(words).not.toContain("Copy license key");
  });

  test("is those of one's own billing account alone", async () => {
    await using desk = await adasView();

    const { words } = await desk.view.show("/subscriptions");
    const other = await desk.view.show("/subscriptions/A-S00000001/renew");

    expect(words).not.toContain("A-S00000001");
    expect([other.status, other.words]).toEqual([
      404,
      "No such subscription is listed for you Your subscriptions .",
    ]);
  });

  test("says Auto-renews on once that is turned on, and Expires on again once it is turned off", async () => {
    await using desk = await adasView();
    await desk.view.show("/subscriptions");

    const on = await desk.view.submitAndLook("/auto_renew");
    const off = await desk.view.submitAndLook("/auto_renew");

    expect(on.told?.words).toBe(`${desk.name} renews by itself.`);
    expect(on.words).toContain("Auto-renews on 2026-06-01");
    expect(off.words).toContain("Expires on 2026-06-01");
  });

  test("is looked at by nobody any longer once the emulator was reset", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    await sold(emulator);
    const view = await impersonator(emulator, adasId);
    await emulator.control.post("/reset", {});

    // The number may be somebody else's by now: who has looked at it looks no more.
    expect((await view.show("/subscriptions")).location).toBe("/customers/sign_in");
  });

  test("shows fifty of a page", async () => {
    await using desk = await adasView();
    for (let count = 1; count < 53; count += 1) await sold(desk.emulator);

    const first = await desk.view.show("/subscriptions");
    const second = await desk.view.show("/subscriptions?page=2");
    const beyond = await desk.view.show("/subscriptions?page=99");

    const cards = ({ html }: { html: string }) => html.split('<section class="card').length - 1;
    expect([cards(first), cards(second), cards(beyond)]).toEqual([50, 3, 0]);
    expect(first.words).toContain("Page 1 of 2, 53 subscriptions Next");
  });

  test.each(["0", "-1", "x", "1e99", "9007199254740993"])(
    "takes page=%s for a page that there is, or is none",
    async (page) => {
      await using desk = await adasView();

      expect((await desk.view.show(`/subscriptions?page=${page}`)).status).toBe(200);
    },
  );

  test("shows names with markup in them as text", async () => {
    await using desk = await adasView({ company: "<script>alert(1)</script>" });

    const { html } = await desk.view.show("/billing_accounts");

    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).not.toContain("<script>alert");
  });
});

describe("the license of a subscription that is not on cloud licensing", () => {
  test.each(["legacy", "offline"])("is copied and downloaded by the customer: %s", async (kind) => {
    await using desk = await adasView({ kind });
    const [license] = await desk.licenses();

    await desk.view.show("/subscriptions");
    const copied = await desk.view.submitAndLook("/license_key");
    const file = await desk.view.show(`/subscriptions/${desk.name}/license`);

    const { body } = await desk.emulator.control.get(`/portal/licenses/${license.number}`);
    expect(copied.html).toContain(body.license.trim());
    expect(copied.told?.words).toBe("The license key stands in its field: select and copy it.");
    expect(file.html).toBe(body.license);
  });

  test("cannot be had while it is on cloud licensing", async () => {
    await using desk = await adasView();

    const file = await desk.view.show(`/subscriptions/${desk.name}/license`);
    await desk.view.show("/customers/edit");
    const copied = await post(desk.view, `/subscriptions/${desk.name}/license_key`);

    expect([file.status, copied.status]).toEqual([404, 422]);
    expect(copied.told?.words).toBe(`${desk.name} has no license to be downloaded.`);
    expect(await desk.licenses()).toEqual([]);
  });

  // Support handbook, opt-out after the sale.
  test("is issued with all values by Copy license key to clipboard, once staff has opted it out, and mailed to nobody", async () => {
    await using desk = await adasView({ seats: 7, plan: "ultimate" });
    await desk.emulator.control.patch(`/portal/subscriptions/${desk.name}`, {
      cloudLicensing: "offline",
    });
    const before = (await desk.emulator.control.get("/timeline")).body;

    await desk.view.show("/subscriptions");
    const copied = await desk.view.submitAndLook("/license_key");

    const [newest] = await desk.licenses();
    expect(newest).toMatchObject({
      email: "ada@example.com",
      attributes: {
        cloud_licensing_enabled: true,
        offline_cloud_licensing_enabled: true,
        restrictions: { active_user_count: 7, plan: "ultimate", subscription_name: desk.name },
      },
    });
    const { body } = await desk.emulator.control.get(`/portal/licenses/${newest.number}`);
    expect(copied.html).toContain(body.license.trim());
    const mailed = (events: AsItCame) =>
      events.filter(({ action }: AsItCame) => action === "mailed").length;
    expect(mailed((await desk.emulator.control.get("/timeline")).body)).toBe(mailed(before));
  });

  test("is issued anew by copying it, once the subscription says something else, and the former file is offered no longer", async () => {
    await using desk = await adasView({ kind: "legacy" });
    await desk.emulator.control.patch(`/portal/subscriptions/${desk.name}`, {
      operationalMetrics: true,
    });

    const former = await desk.view.show(`/subscriptions/${desk.name}/license`);
    await desk.view.show("/subscriptions");
    await desk.view.submit("/license_key");
    const [newest, ...others] = await desk.licenses();
    const file = await desk.view.show(`/subscriptions/${desk.name}/license`);

    expect(former.status).toBe(404);
    expect(others).toHaveLength(1);
    expect(newest.attributes).toMatchObject({ operational_metrics_enabled: true });
    const { body } = await desk.emulator.control.get(`/portal/licenses/${newest.number}`);
    expect(file.html).toBe(body.license);
  });

  test("is answered to a script as JSON", async () => {
    await using desk = await adasView({ kind: "legacy" });
    const { html } = await desk.view.show("/subscriptions");

    const response = await fetch(
      `${desk.emulator.ready.portal?.url}/subscriptions/${desk.name}/license_key`,
      {
        method: "POST",
        headers: { accept: "application/json", cookie: desk.view.cookie() },
        body: new URLSearchParams({
          authenticity_token: csrfTokenIn(html),
          customer_id: String(adasId),
        }),
      },
    );

    const [license] = await desk.licenses();
    const { body } = await desk.emulator.control.get(`/portal/licenses/${license.number}`);
    expect(await response.json()).toEqual({ key: body.license });
  });
});

describe("Renew subscription", () => {
  test("is there from 15 days before the end on", async () => {
    await using desk = await adasView();

    await desk.moveTo("2026-05-16");
    const early = await desk.view.show(`/subscriptions/${desk.name}/renew`);
    await desk.moveTo("2026-05-17");
    const inTime = await desk.view.show(`/subscriptions/${desk.name}/renew`);

    expect([early.status, early.told?.words]).toEqual([
      409,
      "It can be renewed from 2026-05-17 on, 15 days before it ends.",
    ]);
    expect(inTime.status).toBe(200);
  });

  test("asks for the maximum of users, prices the users over license, and writes the true-up into the license", async () => {
    await using desk = await adasView({ kind: "legacy", seats: 10 });
    await desk.moveTo("2026-05-20");
    await desk.view.show(`/subscriptions/${desk.name}/renew`);

    const priced = await desk.view.submit("/renew", { seats: "12", maximum_users: "13" });
    const done = await desk.view.submitAndLook("/renew", { order: "true" });

    expect(priced.words).toContain("Users over license: 3");
    expect(priced.words).toContain(
      "Users over license, for the year that ends 3 × $348.00 $1,044.00",
    );
    expect(priced.words).toContain("Seats, for a year 12 × $348.00 $4,176.00");
    expect(priced.words).toContain("Total $5,220.00");
    expect(done.told?.words).toBe(
      `${desk.name} was renewed. Check your email for the license and details.`,
    );
    const [newest] = await desk.licenses();
    expect(newest.attributes.restrictions).toMatchObject({
      active_user_count: 12,
      previous_user_count: 10,
      trueup_quantity: 3,
      trueup_from: "2025-06-01",
      trueup_to: "2026-06-01",
    });
  });

  test("knows what the instance has reported, and takes no fewer seats than billable users", async () => {
    await using desk = await adasView({ seats: 10 });
    const { emulator } = desk;
    await emulator.control.put("/users", { active: 11 });
    await emulator.graphql.activate(desk.subscription.activationCode);
    await desk.moveTo("2026-05-20");

    const { html } = await desk.view.show(`/subscriptions/${desk.name}/renew`);
    const few = await desk.view.submit("/renew", { seats: "9" });
    const refused = await desk.view.submit("/renew", { order: "true" });

    expect(html).toContain('name="maximum_users" type="number" value="11"');
    expect(few.status).toBe(200);
    expect(refused.status).toBe(422);
    expect(refused.words).toContain(
      "Seats must be 11 at least, the billable users that your instance reported",
    );
    expect((await desk.now()).futureTerms).toEqual([]);
  });

  test("orders nothing for which no price was shown", async () => {
    await using desk = await adasView({ seats: 10 });
    await desk.moveTo("2026-05-20");
    await desk.view.show(`/subscriptions/${desk.name}/renew`);
    await desk.view.submit("/renew", { seats: "12", maximum_users: "13" });

    const changed = await desk.view.submit("/renew", { seats: "20", order: "true" });

    expect([changed.status, changed.told?.words]).toEqual([
      422,
      "The price has changed with what you have typed. Look at it, then select Renew subscription.",
    ]);
    expect(changed.words).toContain("Seats, for a year 20 × $348.00 $6,960.00");
    expect((await desk.now()).futureTerms).toEqual([]);
  });

  test.each([
    ["seats", ""],
    ["seats", "0"],
    ["seats", "-1"],
    ["seats", "1.5"],
    ["seats", "9".repeat(400)],
    ["seats", "2147483648"],
    ["maximum_users", "<b>"],
    ["maximum_users", ""],
  ])("says at the field what is wrong, and keeps what was typed: %s=%s", async (field, typed) => {
    await using desk = await adasView();
    await desk.moveTo("2026-05-20");
    await desk.view.show(`/subscriptions/${desk.name}/renew`);

    const right = { seats: "5", maximum_users: "5" };
    const { status, html } = await desk.view.submit("/renew", { ...right, [field]: typed });

    expect(status).toBe(422);
    expect(html).toMatch(
      new RegExp(
        `name="${field}" type="number" value="[^"]*" aria-describedby="[^"]*-error" aria-invalid="true"`,
      ),
    );
    expect(html).toContain(`value="${typed.replace("<", "&lt;").replace(">", "&gt;")}"`);
  });

  test("is done once, however often the form is sent", async () => {
    await using desk = await adasView();
    await desk.moveTo("2026-05-20");
    await desk.view.show(`/subscriptions/${desk.name}/renew`);
    const { html } = await desk.view.submit("/renew", { seats: "10", maximum_users: "8" });
    const form = fieldsIn(html);
    await desk.view.send(`/subscriptions/${desk.name}/renew`, { ...form, order: "true" });

    const again = await desk.view.send(`/subscriptions/${desk.name}/renew`, {
      ...form,
      order: "true",
    });

    expect(again.status).toBe(409);
    expect(again.words).toContain("What you have typed seats 10 maximum users 8");
    expect((await desk.now()).futureTerms).toHaveLength(1);
  });

  test("of a subscription that somebody else has changed meanwhile comes back with what it is now", async () => {
    await using desk = await adasView({ seats: 10 });
    await desk.moveTo("2026-05-20");
    await desk.view.show(`/subscriptions/${desk.name}/renew`);
    await desk.view.submit("/renew", { seats: "12", maximum_users: "8" });
    await desk.emulator.control.post(`/portal/subscriptions/${desk.name}/upgrade`, {
      plan: "ultimate",
    });

    const changed = await desk.view.submit("/renew", { order: "true" });

    expect(changed.words).toContain("GitLab Ultimate");
    expect(changed.words).toContain("Seats, for a year 12 × $1,188.00");
    expect((await desk.now()).futureTerms).toEqual([]);
  });
});

describe("other steps of a customer", () => {
  test("add seats to the term, priced by its days", async () => {
    await using desk = await adasView({ seats: 10 });
    await desk.moveTo("2025-12-01");
    await desk.view.show(`/subscriptions/${desk.name}/add_seats`);

    const priced = await desk.view.submit("/add_seats", { seats: "5" });
    const done = await desk.view.submitAndLook("/add_seats", { order: "true" });

    expect(priced.words).toContain("Seats, for the rest of the term 5 × $173.52 $867.60");
    expect(done.told?.words).toBe(
      `${desk.name} has 15 seats. Your instance has them after its next sync, or a manual one.`,
    );
    expect((await desk.now()).seats).toBe(15);
  });

  test("are taken once, however often the form is sent", async () => {
    await using desk = await adasView({ seats: 10 });
    await desk.view.show(`/subscriptions/${desk.name}/add_seats`);
    const { html } = await desk.view.submit("/add_seats", { seats: "5" });
    const form = { ...fieldsIn(html), order: "true" };

    const answers = await Promise.all(
      [1, 2, 3].map(() => desk.view.send(`/subscriptions/${desk.name}/add_seats`, form)),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([302, 409, 409]);
    expect((await desk.now()).seats).toBe(15);
  });

  test("are not offered for several years", async () => {
    await using desk = await adasView({ startsOn: "2025-06-01", expiresOn: "2028-06-01" });

    const { words } = await desk.view.show("/subscriptions");
    const seats = await desk.view.show(`/subscriptions/${desk.name}/add_seats`);

    expect(words).not.toContain("Add seats");
    expect([seats.status, seats.told?.words]).toEqual([
      409,
      "Subscription not allowed to add seats: it has several years. Please ask sales.",
    ]);
  });

  test("upgrade the plan", async () => {
    await using desk = await adasView();
    await desk.view.show(`/subscriptions/${desk.name}/upgrade`);

    await desk.view.submitAndLook("/upgrade", { order: "true" });
    const more = await desk.view.show(`/subscriptions/${desk.name}/upgrade`);

    expect((await desk.now()).plan).toBe("ultimate");
    expect(more.told?.words).toBe("There is no larger plan than Ultimate.");
  });

  test("cancel, with a reason, which ends the subscription today", async () => {
    await using desk = await adasView();
    await desk.view.show(`/subscriptions/${desk.name}/cancel`);

    const without = await desk.view.submit("/cancel", { order: "true", comment: "Bye <b>" });
    const done = await desk.view.submitAndLook("/cancel", {
      order: "true",
      reason: "Something else",
    });

    expect(without.status).toBe(422);
    expect(without.html).toContain("Bye &lt;b&gt;</textarea>");
    expect(done.words).toContain("Cancelled on 2025-06-01");
    expect(done.words).not.toContain("Subscription actions");
    expect((await desk.now()).state).toBe("cancelled");
  });

  test("are told of in the timeline, with who has taken them in whose place", async () => {
    await using desk = await adasView();
    await desk.view.show(`/subscriptions/${desk.name}/upgrade`);
    await desk.view.submit("/upgrade", { order: "true" });

    const { body } = await desk.emulator.control.get("/timeline");

    expect(JSON.stringify(body)).toContain("as ada@example.com");
    expect(JSON.stringify(body)).not.toContain(desk.subscription.activationCode);
  });
});

/** Sends a form that the page last shown does not have. */
async function post(view: PortalVisitor, path: string) {
  const { html } = await view.show("/customers/edit");
  return view.send(path, {
    authenticity_token: csrfTokenIn(html),
    customer_id: String(adasId),
  });
}

const fieldsIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"/g)].map(
      ([, name = "", value = ""]) => [name, value],
    ),
  );
