import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";
import { atOnce, identity, portalClient, someCause } from "./portal-client.ts";

const seatLink = {
  timestamp: "2020-01-01T01:20:12+02:00",
  licenseKey: "123",
  maxHistoricalUserCount: 5,
  billableUsersCount: 4,
  addOns: [],
};

async function reportAt(answer: (response: ServerResponse) => void, timeouts?: typeof atOnce) {
  await using portal = await scriptedPortal(answer);
  await using client = portalClient(portal.url, timeouts);
  return { answered: await client.report(seatLink), received: portal.received };
}

describe("a report", () => {
  test("has the product's keys in the product's order", async () => {
    const { received } = await reportAt(answerJson({}));

    expect(received.map(({ body }) => body)).toEqual([
      `{"gitlab_version":"18.2.0-ee","timestamp":"2020-01-01T01:20:12+02:00","license_key":"123","max_historical_user_count":5,"billable_users_count":4,"hostname":"gitlab.example.com","instance_id":"${identity.instanceId}","unique_instance_id":"${identity.uniqueInstanceId}","add_on_metrics":[]}`,
    ]);
  });

  test("tells of each add-on in the product's words", async () => {
    await using portal = await scriptedPortal(answerJson({}));
    await using client = portalClient(portal.url);

    await client.report({
      ...seatLink,
      addOns: [{ type: "duo_enterprise", purchasedSeats: 10, assignedSeats: 3 }],
    });

    expect(portal.received.map(({ body }) => body)).toEqual([
      expect.stringMatching(
        /,"add_on_metrics":\[\{"add_on_type":"duo_enterprise","purchased_seats":10,"assigned_seats":3\}\]\}$/,
      ),
    ]);
  });

  test("goes to the portal as JSON, without the headers of an administrator", async () => {
    const { received } = await reportAt(answerJson({}));

    const [{ method, url, headers } = { headers: {} }] = received;
    expect({ method, url }).toEqual({ method: "POST", url: "/api/v1/seat_links" });
    expect(headers).toMatchObject({
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": "GitLab/18.2.0-ee",
    });
    expect(Object.keys(headers).filter((name) => name.startsWith("x-"))).toEqual([]);
  });

  test.each([
    { base: "/a/path", url: "/a/path/api/v1/seat_links" },
    { base: "/", url: "//api/v1/seat_links" },
  ])("keeps the path $base of the portal's address", async ({ base, url }) => {
    await using portal = await scriptedPortal(answerJson({}));
    await using client = portalClient(`${portal.url}${base}`);

    await client.report(seatLink);

    expect(portal.received.map((received) => received.url)).toEqual([url]);
  });
});

describe("an answer to a report", () => {
  test("brings a license, what is to come, and the dates of the next reconciliation", async () => {
    const { answered } = await reportAt(
      answerJson({
        success: false,
        license: "key\n",
        future_subscriptions: [
          {
            cloud_license_enabled: true,
            offline_cloud_license_enabled: false,
            plan: "ultimate",
            company: "Example Inc",
            email: "ada@example.com",
            name: "Ada",
            starts_at: "2021-12-08",
            expires_at: "2022-12-08",
            users_in_license_count: 25,
          },
        ],
        next_reconciliation_date: "2021-12-08",
        display_alert_from: "2021-12-01",
      }),
    );

    expect(answered).toEqual({
      ok: true,
      value: {
        licenseKey: "key\n",
        futureSubscriptions: [
          {
            cloudLicenseEnabled: true,
            offlineCloudLicenseEnabled: false,
            offlineCloudLicensing: null,
            plan: "ultimate",
            company: "Example Inc",
            email: "ada@example.com",
            name: "Ada",
            startsAt: "2021-12-08",
            expiresAt: "2022-12-08",
            seats: 25,
          },
        ],
        reconciliation: {
          nextReconciliationDate: "2021-12-08",
          displayAlertFrom: "2021-12-01",
        },
      },
    });
  });

  test.each([
    { body: {} },
    { body: { license: null, future_subscriptions: null } },
    { body: { license: "", future_subscriptions: [], next_reconciliation_date: "2021-12-08" } },
    { body: { license: 5, display_alert_from: "2021-12-01", next_reconciliation_date: "" } },
    { body: [] },
  ])("of $body brings nothing, and clears what was to come", async ({ body }) => {
    const { answered } = await reportAt(answerJson(body));

    expect(answered).toEqual({
      ok: true,
      value: { licenseKey: null, futureSubscriptions: [], reconciliation: null },
    });
  });

  test.each([
    { body: { future_subscriptions: "soon" } },
    { body: { future_subscriptions: [1] } },
    { body: { future_subscriptions: Array.from({ length: 101 }, () => ({})) } },
  ])("whose list cannot be stored leaves what was to come", async ({ body }) => {
    const { answered } = await reportAt(answerJson(body));

    expect(answered).toMatchObject({ ok: true, value: { futureSubscriptions: null } });
  });

  test.each([
    { status: 400, body: {}, reason: "HTTP status code: 400" },
    { status: 302, body: {}, reason: "HTTP status code: 302" },
    { status: 402, body: { errors: "Pay first." }, reason: "HTTP status code: 402" },
    { status: 500, body: { errors: "Broken." }, reason: "HTTP status code: 500" },
    { status: 422, body: { errors: "License is unknown." }, reason: "License is unknown." },
    { status: 422, body: { errors: ["One.", "Two."] }, reason: "One., Two." },
    { status: 422, body: {}, reason: "HTTP status code: 422" },
    { status: 422, body: "", reason: "HTTP status code: 422" },
  ])("with $status and $body fails as: $reason", async ({ status, body, reason }) => {
    const { answered } = await reportAt(answerJson(body, status));

    expect(answered).toEqual({ ok: false, error: { kind: "report-refused", reason } });
  });

  test("with a long error fails with the beginning of it", async () => {
    const { answered } = await reportAt(answerJson({ errors: ["No. ".repeat(2_500)] }, 422));

    const reason = `${"No. ".repeat(249)}No.…`;
    expect(answered).toEqual({ ok: false, error: { kind: "report-refused", reason } });
  });

  test.each([
    { what: "nothing", body: "", kind: "portal-answered-nothing" },
    { what: "half a JSON", body: '{"license":', kind: "portal-answered-broken-json" },
  ])("of $what cannot be read", async ({ body, kind }) => {
    const { answered } = await reportAt(answerJson(body));

    expect(answered).toEqual({ ok: false, error: { kind } });
  });

  test("that is a page cannot be read", async () => {
    const { answered } = await reportAt((response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<p>Hello</p>"),
    );

    expect(answered).toEqual({ ok: false, error: { kind: "portal-answered-no-json" } });
  });

  test.each([
    {
      how: "is cut off",
      answer: (response: ServerResponse) => void response.socket?.destroy(),
      timeout: {},
    },
    {
      how: "never comes",
      answer: () => {},
      timeouts: atOnce,
      timeout: { timedOutAfterMs: expect.any(Number) },
    },
  ])("that $how counts as none", async ({ answer, timeouts, timeout }) => {
    const { answered } = await reportAt(answer, timeouts);

    expect(answered).toEqual({
      ok: false,
      error: {
        kind: "report-not-answered",
        detail: expect.any(String),
        ...someCause,
        ...timeout,
      },
    });
  });
});
