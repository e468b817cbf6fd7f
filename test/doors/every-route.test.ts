import { describe, expect, test } from "vitest";
import { type InstanceParts, instanceTable } from "../../src/app/instance-routes.ts";
import { controlTable } from "../../src/control/control-table.ts";
import { hostedTable } from "../../src/hosted/routes.ts";
import { apiTable } from "../../src/stand-in/http/routes.ts";
import { pageTable } from "../../src/stand-in/pages/portal-pages.ts";
import { emulatorOn, type TestEmulator, type TestSettings } from "../support/emulator-on.ts";
import { portalStaff } from "../support/portal-visitor.ts";
import { rawRequest } from "../support/raw-request.ts";
import { trust } from "../support/trusted.ts";
import { visitorOf } from "./graphql/visitor.ts";

type Party = "instance" | "portal" | "hosted" | "control";

/** A route as its table has it. */
interface Tabled {
  readonly method: string;
  readonly path: string;
  readonly access: PropertyKey;
  readonly refuseForged?: unknown;
}

/** Nothing is asked of these parts: the tables are only looked at. */
const tables: Readonly<Record<Party, { readonly routes: readonly Tabled[] }>> = {
  instance: instanceTable({
    edition: "ee",
    adminMode: true,
    pages: {},
    signIn: {},
    instance: {},
  } as InstanceParts),
  portal: {
    routes: [
      ...apiTable({} as Parameters<typeof apiTable>[0]).routes,
      ...pageTable({ pages: {}, backOffice: {} } as Parameters<typeof pageTable>[0]).routes,
    ],
  },
  hosted: hostedTable({ pages: {}, office: { books: {} } } as Parameters<typeof hostedTable>[0]),
  control: controlTable({ controlled: { edition: "ee", clock: { calendar: {} } } } as Parameters<
    typeof controlTable
  >[0]),
};

/** Written out, so that nobody opens a route without saying so here. */
const accesses = {
  "instance GET /api/graphql": "graphql",
  "instance POST /api/graphql": "graphql",
  "instance GET /api/v4/version": "rest-user",
  "instance GET /api/v4/metadata": "rest-user",
  "instance GET /api/v4/user": "rest-user",
  "instance GET /api/v4/personal_access_tokens/self": "rest-user",
  "instance GET /api/v4/license": "rest-admin-read",
  "instance POST /api/v4/license": "rest-admin-write",
  "instance GET /api/v4/license/usage_export": "rest-admin-read",
  "instance GET /api/v4/license/usage_export.csv": "rest-admin-read",
  "instance GET /api/v4/license/{id}": "rest-admin-read",
  "instance DELETE /api/v4/license/{id}": "rest-admin-write",
  "instance PUT /api/v4/license/{id}/refresh_billable_users": "rest-admin-write",
  "instance GET /api/v4/licenses": "rest-admin-read",
  "instance GET /api/v4/namespaces": "rest-user",
  "instance GET /api/v4/namespaces/{id}": "rest-user",
  "instance GET /api/v4/application/statistics": "rest-admin-read",
  "instance GET /api/v4/features": "rest-admin-read",
  "instance GET /": "visitor",
  "instance GET /-/graphql-explorer": "visitor",
  "instance GET /-/graphql-explorer/assets/{file}": "public",
  "instance GET /assets/{file}": "public",
  ...Object.fromEntries(
    ["dashboard/issues", "dashboard/merge_requests", "dashboard/todos"]
      .concat(["-/user_settings/profile", "-/profile/preferences"])
      .map((path) => [`instance GET /${path}`, "signed-in"]),
  ),
  "instance GET /users/sign_in": "visitor",
  "instance POST /users/sign_in": "visitor",
  "instance GET /users/sign_out": "visitor",
  "instance POST /users/sign_out": "visitor",
  "instance GET /admin/session/new": "signed-in",
  "instance POST /admin/session": "signed-in",
  "instance POST /admin/session/destroy": "signed-in",
  "instance POST /oauth/token": "public",
  ...Object.fromEntries(
    ["/-/user_settings", "/-/profile", "/profile"].flatMap((path) => [
      [`instance GET ${path}/personal_access_tokens`, "signed-in"],
      [`instance POST ${path}/personal_access_tokens`, "signed-in"],
    ]),
  ),
  "instance GET /admin": "administrator",
  "instance GET /admin/application_settings/general": "administrator",
  "instance GET /admin/subscription": "administrator",
  "instance GET /admin/users": "administrator",
  "instance GET /admin/license": "administrator",
  "instance POST /admin/license": "administrator",
  "instance DELETE /admin/license": "administrator",
  "instance GET /admin/license/download": "administrator",
  "instance GET /admin/license/usage_export.csv": "administrator",
  "instance POST /admin/license/sync_seat_link": "administrator",
  "instance GET /-/health": "public",
  "instance GET /-/liveness": "public",
  "instance GET /-/readiness": "public",
  "instance GET /health_check": "public",
  "portal GET /": "public",
  "portal GET /assets/{file}": "public",
  "portal GET /admins/sign_in": "visitor",
  "portal POST /admins/sign_in": "visitor",
  "portal GET /admin/sign_in": "visitor",
  "portal POST /admin/sign_in": "visitor",
  "portal POST /admins/sign_out": "visitor",
  "portal POST /customers/stop_impersonating": "visitor",
  "portal POST /admin/customer/{id:digits}/impersonate": "staff-page",
  "portal GET /admin/customer/{id}/one_time_sign_in_url": "staff-page",
  "portal POST /admin/customer/{id}/one_time_sign_in_url": "staff-page",
  "portal GET /contact_us": "visitor",
  ...Object.fromEntries(
    [
      "GET /subscriptions",
      "POST /subscriptions/{name}/license_key",
      "GET /subscriptions/{name}/license",
      "POST /subscriptions/{name}/auto_renew",
      ...["renew", "add_seats", "upgrade", "cancel"].flatMap((step) =>
        ["GET", "POST"].map((method) => `${method} /subscriptions/{name}/${step}`),
      ),
      "GET /customers/edit",
      "POST /customers/edit",
      "POST /customers/edit/password",
      "GET /billing_accounts",
      "GET /invoices",
    ].map((route) => [`portal ${route}`, "customer"]),
  ),
  ...Object.fromEntries(
    [
      "GET /customers/sign_in",
      "POST /customers/sign_in",
      "GET /customers/sign_in/link",
      "POST /customers/sign_in/link",
      "POST /customers/sign_in/link/use",
      "POST /customers/sign_out",
      "GET /customers/sign_up",
      "POST /customers/sign_up",
      "GET /customers/password/new",
      "POST /customers/password/new",
      "GET /customers/password/edit",
      "POST /customers/password/edit",
      "GET /customers/confirmation/new",
      "POST /customers/confirmation/new",
      "GET /customers/confirmation",
      "POST /customers/confirmation",
    ].map((route) => [`portal ${route}`, "visitor"]),
  ),
  "portal GET /customers/auth/gitlab": "visitor",
  "portal POST /customers/auth/gitlab": "customer",
  "portal GET /customers/auth/gitlab/callback": "visitor",
  "portal GET /subscriptions/{name}/edit": "customer",
  "portal POST /subscriptions/{name}/edit": "customer",
  "portal GET /subscriptions/{name}/link_group": "customer",
  "portal POST /subscriptions/{name}/link_group": "customer",
  "portal GET /admin": "staff-page",
  ...Object.fromEntries(
    [
      ...[
        "customer",
        "billing_account",
        "billing_account_contact",
        "billing_account_membership",
        "license",
        "cloud_activation",
        "license_seat_link",
        "order",
      ].flatMap((list) => [`GET ${list}`, `GET ${list}/{id}`]),
      ...[
        "customer",
        "billing_account",
        "billing_account_contact",
        "billing_account_membership",
        "license",
        "cloud_activation",
        "order",
      ].map((list) => `GET ${list}/{id}/history`),
      ...["billing_account_contact", "billing_account_membership", "license"].flatMap((list) => [
        `GET ${list}/new`,
        `POST ${list}/new`,
      ]),
      ...[
        "customer/{id}/edit",
        "customer/{id}/delete",
        "customer/{id}/unlink_gitlab_user",
        "customer/{id}/zuora_subscriptions",
        "billing_account/{id}/edit",
        "billing_account/{id}/zuora_subscriptions",
        "billing_account_contact/{id}/edit",
        "billing_account_membership/{id}/delete",
        "license/{id}/edit",
        "license/{id}/duplicate",
        "license/{id}/resend",
        "license/{id}/forward_email",
        "cloud_activation/{id}/resend",
        "cloud_activation/{id}/forward_email",
      ].flatMap((form) => [`GET ${form}`, `POST ${form}`]),
      "POST customer/{id}/zuora_subscriptions/generate_activation_code",
      "POST billing_account/{id}/zuora_subscriptions/generate_activation_code",
      "GET customer/{id}/cloud_activations",
      "GET customer/{id}/gitlab_groups",
      "GET customer/{id}/impersonate",
      "GET cloud_activation/{id}/self_managed_instance_activations",
      "GET license/{id}/download",
    ].map((route) => [`portal ${route.replace(" ", " /admin/")}`, "staff-page"]),
  ),
  ...Object.fromEntries(
    [
      "reconciliation",
      "billing_account_invite",
      "temporary_extension_history",
      "trial",
      "community_program",
      "eula_request",
    ].map((page) => [`portal GET /admin/${page}`, "staff-page"]),
  ),
  "portal POST /api/v1/seat_links": "instance",
  "portal POST /graphql": "instance",
  "portal GET /admin/license/validate_license": "visitor",
  "portal POST /admin/license/validate_license": "visitor",
  "portal GET /api/admin/openapi.json": "public",
  "portal GET /api/admin/licenses": "staff",
  "portal GET /api/admin/licenses/{number:digits}": "staff",
  "portal PATCH /api/admin/licenses/{number:digits}": "staff",
  "portal POST /api/admin/licenses/{number:digits}/duplicate": "staff",
  "portal GET /api/admin/licenses/{number:digits}/file": "staff",
  "hosted GET /": "signed-in",
  "hosted GET /assets/{file}": "public",
  "hosted GET /users/sign_in": "visitor",
  "hosted POST /users/sign_in": "visitor",
  "hosted GET /users/sign_up": "visitor",
  "hosted POST /users/sign_up": "visitor",
  "hosted POST /users/sign_out": "visitor",
  "hosted GET /oauth/authorize": "signed-in",
  "hosted POST /oauth/authorize": "signed-in",
  "hosted POST /oauth/token": "public",
  "hosted GET /groups/new": "signed-in",
  "hosted POST /groups/new": "signed-in",
  ...Object.fromEntries(
    Array.from({ length: 20 }, (_, depth) => [
      `hosted GET /groups${Array.from({ length: depth + 1 }, (_piece, at) => `/{piece${at}}`).join("")}`,
      "signed-in",
    ]),
  ),
  "hosted GET /api/v4/user": "reads-user",
  "hosted GET /api/v4/users/{id:digits}": "reads-user",
  "hosted GET /api/v4/groups": "reads-api",
  "hosted GET /api/v4/namespaces": "reads-api",
  "hosted GET /api/v4/namespaces/{id}": "reads-api",
  "hosted GET /api/v4/namespaces/{id}/gitlab_subscription": "reads-api",
  ...Object.fromEntries(
    [
      ["GET", ""],
      ["PUT", ""],
      ["GET", "/owners"],
      ["POST", "/provision"],
      ["GET", "/gitlab_subscription"],
      ["POST", "/gitlab_subscription"],
      ["PUT", "/gitlab_subscription"],
      ["PUT", "/upcoming_reconciliations"],
    ].map(([method, end]) => [
      `hosted ${method} /api/v4/internal/gitlab_subscriptions/namespaces/{id:digits}${end}`,
      "internal",
    ]),
  ),
  "control GET /": "public",
  "control GET /openapi.json": "caller",
  "control GET /assets/{file}": "public",
  "control POST /sign-in": "visitor",
  "control GET /events": "reader",
  "control GET /doctor": "reader",
  "control GET /doctor/findings": "reader",
  "control POST /doctor": "caller",
  "control GET /mailbox": "reader",
  "control GET /mailbox/{id}": "reader",
  "control GET /mailbox/{id:digits}/html": "reader",
  "control GET /mailbox/{id:digits}/source": "reader",
  "control GET /mailbox/{id:digits}/files/{place:digits}": "reader",
  "control POST /mailbox/clear": "reader",
  "control DELETE /mailbox": "caller",
  ...Object.fromEntries(
    [
      ...["/state", "/clock", "/jobs", "/timeline", "/users", "/user-counts", "/add-ons"],
      ...["/licenses/info", "/faults", "/traffic", "/traffic/count", "/addresses", "/ca"],
      ...["/tokens", "/portal/policies", "/hosted/users", "/hosted/groups"],
    ].map((path) => [`control GET ${path}`, "caller"]),
  ),
  "control PUT /state": "caller",
  "control POST /reset": "caller",
  "control PUT /clock": "caller",
  "control POST /clock/advance": "caller",
  "control POST /jobs/{name}/run": "caller",
  "control POST /console": "caller",
  "control PUT /users": "caller",
  "control PUT /user-counts": "caller",
  "control DELETE /user-counts": "caller",
  "control PUT /add-ons": "caller",
  "control POST /licenses/explain": "caller",
  "control POST /portal/subscriptions": "caller",
  "control GET /portal/subscriptions": "caller",
  "control GET /portal/subscriptions/{name}": "caller",
  "control POST /portal/subscriptions/{name}/add-seats": "caller",
  "control POST /portal/subscriptions/{name}/upgrade": "caller",
  "control POST /portal/subscriptions/{name}/renew": "caller",
  "control POST /portal/subscriptions/{name}/cancel": "caller",
  "control POST /portal/subscriptions/{name}/expire": "caller",
  "control POST /portal/subscriptions/{name}/reissue-code": "caller",
  "control POST /portal/subscriptions/{name}/reconciliation": "caller",
  "control PUT /portal/subscriptions/{name}/group": "caller",
  "control DELETE /portal/subscriptions/{name}/group": "caller",
  "control GET /portal/subscriptions/{name}/reports": "caller",
  "control POST /hosted/users": "caller",
  "control DELETE /hosted/users/{username}": "caller",
  "control POST /hosted/groups": "caller",
  "control DELETE /hosted/groups/{path}": "caller",
  "control PUT /hosted/members": "caller",
  "control POST /hosted/revoke-tokens": "caller",
  "control PUT /portal/policies": "caller",
  "control GET /portal/licenses": "caller",
  "control GET /portal/licenses/{number}": "caller",
  "control POST /portal/licenses/{number}/duplicate": "caller",
  "control GET /portal/subscriptions/{name}/activations": "caller",
  "control POST /portal/licenses/{number}/resend": "caller",
  "control POST /portal/licenses/{number}/forward": "caller",
  "control PATCH /portal/licenses/{number}": "caller",
  "control PATCH /portal/subscriptions/{name}": "caller",
  "control POST /portal/subscriptions/{name}/activation-code": "caller",
  "control POST /portal/subscriptions/{name}/activation-code/resend": "caller",
  "control GET /portal/licenses/{number}/file": "caller",
  "control POST /portal/licenses": "caller",
  "control POST /faults": "caller",
  "control DELETE /faults": "caller",
  "control DELETE /faults/{id}": "caller",
  "control DELETE /traffic": "caller",
  "control POST /tokens": "caller",
  "control DELETE /tokens/{id}": "caller",
};

const served = (["instance", "portal", "hosted", "control"] as const).flatMap((party) =>
  tables[party].routes.map(({ method, path, access, refuseForged }) => ({
    party,
    method,
    path: path.replaceAll("{number:digits}", "1001").replaceAll(/\{\w+(?::digits)?\}/g, "1"),
    access: String(access),
    changes: typeof refuseForged === "function",
  })),
);

/** What can be asked for and is answered whole: what happens goes on being told. */
const shown = served.filter(({ method, path }) => method === "GET" && path !== "/events");

const json = { "content-type": "application/json" };
const staff = {
  "x-admin-email": "gl_com_api@gitlab.com",
  "x-admin-token": "customer_admin_token",
};

const started = (more: TestSettings = {}) =>
  emulatorOn("2025-06-01", { adminMode: "true", hostedPort: "0", ...more });

/** The headers of an administrator in admin mode, with a browser, and of the portal's own people. */
async function administratorOf(emulator: TestEmulator) {
  const visitor = visitorOf(emulator);
  await visitor.signIn();
  await visitor.enterAdminMode();
  const atPortal = await portalStaff(emulator);
  return { cookie: `${visitor.cookie}; ${atPortal.cookie()}`, ...staff };
}

const send = (
  { ready }: TestEmulator,
  { party, method, path }: { party: Party; method: string; path: string },
  headers: Readonly<Record<string, string>>,
) => rawRequest(`${ready[party]?.url}${path}`, { method, headers });

const nameOf = ({ party, method, path }: (typeof served)[number]) => `${party}: ${method} ${path}`;

describe("every route", () => {
  test("is for whom it is meant, and for nobody else", () => {
    const tabled = Object.entries(tables).flatMap(([party, { routes }]) =>
      routes.map(({ method, path, access }) => [`${party} ${method} ${path}`, access]),
    );

    expect(Object.fromEntries(tabled)).toEqual(accesses);
  });

  test("of an emulator with TLS names no address of it without TLS", async () => {
    await using emulator = await started({ https: "true" });
    trust(emulator);
    const headers = { ...(await administratorOf(emulator)), accept: "text/html, */*" };

    const schemes = new Map<string, readonly string[]>();
    for (const route of shown) {
      const answer = JSON.stringify(await send(emulator, route, headers));
      const named = answer.matchAll(/(https?):..(?:127\.0\.0\.1|localhost):\d/g);
      schemes.set(
        nameOf(route),
        [...named].map(([, scheme = ""]) => scheme),
      );
    }

    expect(schemes.get("portal: GET /")).toEqual(["https"]);
    expect([...schemes].filter(([, named]) => named.includes("http"))).toEqual([]);
  });

  test("that changes something refuses an administrator's request without the token of a page, or as no JSON", async () => {
    await using emulator = await started();
    const headers = { ...(await administratorOf(emulator)), "content-type": "text/plain" };
    const before = await emulator.control.get("/state");

    const refusals: Record<string, number | undefined> = {};
    for (const route of served.filter(({ changes }) => changes)) {
      refusals[nameOf(route)] = (await send(emulator, route, headers)).status;
    }

    expect(refusals).toEqual({
      "instance: POST /api/v4/license": 401,
      "instance: DELETE /api/v4/license/1": 401,
      "instance: PUT /api/v4/license/1/refresh_billable_users": 401,
      "instance: POST /users/sign_in": 422,
      "instance: POST /users/sign_out": 422,
      "instance: POST /admin/session": 422,
      "instance: POST /admin/session/destroy": 302,
      ...Object.fromEntries(
        ["/-/user_settings", "/-/profile", "/profile"].map((path) => [
          `instance: POST ${path}/personal_access_tokens`,
          422,
        ]),
      ),
      "instance: POST /admin/license": 422,
      "instance: DELETE /admin/license": 422,
      "instance: POST /admin/license/sync_seat_link": 422,
      "portal: POST /api/v1/seat_links": 415,
      "portal: POST /graphql": 415,
      ...Object.fromEntries(
        served
          .filter(({ access, path }) => access === "staff-page" && !path.endsWith("/impersonate"))
          .filter(({ changes }) => changes)
          .map((route) => [nameOf(route), 422]),
      ),
      "portal: POST /admins/sign_in": 422,
      "portal: POST /admin/sign_in": 422,
      "portal: POST /admins/sign_out": 302,
      "portal: POST /admin/customer/1/impersonate": 302,
      "portal: POST /customers/stop_impersonating": 302,
      ...Object.fromEntries(
        [
          "/customers/auth/gitlab",
          "/customers/edit",
          "/customers/edit/password",
          ...[
            "license_key",
            "auto_renew",
            "renew",
            "add_seats",
            "upgrade",
            "cancel",
            "edit",
            "link_group",
          ].map((step) => `/subscriptions/1/${step}`),
        ].map((path) => [`portal: POST ${path}`, 401]),
      ),
      "portal: POST /customers/sign_in": 422,
      "portal: POST /customers/sign_in/link": 422,
      "portal: POST /customers/sign_in/link/use": 410,
      "portal: POST /customers/sign_out": 302,
      "portal: POST /customers/sign_up": 422,
      "portal: POST /customers/password/new": 422,
      "portal: POST /customers/password/edit": 410,
      "portal: POST /customers/confirmation/new": 422,
      "portal: POST /customers/confirmation": 410,
      "hosted: POST /users/sign_in": 422,
      "hosted: POST /users/sign_up": 422,
      "hosted: POST /users/sign_out": 302,
      "hosted: POST /oauth/authorize": 302,
      "hosted: POST /groups/new": 302,
      "portal: PATCH /api/admin/licenses/1001": 415,
      "portal: POST /api/admin/licenses/1001/duplicate": 415,
      ...Object.fromEntries(
        served
          .filter(({ access, method }) => access === "caller" && method !== "GET")
          .map((route) => [nameOf(route), 415]),
      ),
      "control: POST /sign-in": 422,
      "control: POST /mailbox/clear": 422,
    });
    const still = await send(
      emulator,
      { party: "instance", method: "GET", path: "/admin" },
      headers,
    );
    expect([still.status, await emulator.control.get("/state")]).toEqual([200, before]);
  });

  test("that is not for everybody refuses a stranger and an ordinary user", async () => {
    await using emulator = await started();
    const user = { "private-token": emulator.ready.tokens.user };
    const refusals: Readonly<Record<string, readonly [number, number]>> = {
      administrator: [302, 302],
      "signed-in": [302, 302],
      "rest-admin-read": [401, 403],
      "rest-admin-write": [401, 403],
      staff: [401, 401],
      "staff-page": [302, 302],
      customer: [302, 302],
      "reads-user": [401, 401],
      "reads-api": [401, 401],
      internal: [401, 401],
    };
    // What they have sent is shown to them, to be sent again.
    const sentToPages = ["staff-page", "customer"];
    const open = ["public", "visitor", "graphql", "instance", "rest-user", "caller", "reader"];
    const guarded = served.filter(({ access }) => !open.includes(access));

    for (const route of guarded) {
      const stranger = await send(emulator, route, json);
      const ordinary = await send(emulator, route, { ...json, ...user });

      expect([nameOf(route), stranger.status, ordinary.status]).toEqual([
        nameOf(route),
        ...(route.changes && sentToPages.includes(route.access)
          ? [401, 401]
          : (refusals[route.access] ?? [])),
      ]);
    }
    expect(new Set(guarded.map(({ access }) => access))).toEqual(new Set(Object.keys(refusals)));
  });

  test("that answers GET answers HEAD alike, without a body", async () => {
    await using emulator = await started();
    const headers = { ...(await administratorOf(emulator)), ...json };
    const headersOf = (answer: Awaited<ReturnType<typeof send>>) => ({
      status: answer.status,
      type: answer.headers["content-type"],
      // Behind the question mark may stand what is drawn each time.
      location: answer.headers.location?.split("?", 1)[0],
    });

    for (const route of shown) {
      const head = await send(emulator, { ...route, method: "HEAD" }, headers);
      const get = await send(emulator, route, headers);

      expect([nameOf(route), headersOf(head), head.body]).toEqual([
        nameOf(route),
        headersOf(get),
        "",
      ]);
    }
  });

  test("that shows a form which changes something puts the token of the page into it", async () => {
    await using emulator = await started();
    const headers = await administratorOf(emulator);
    const posting = /<form(?=[^>]* method="?post)[^>]*>(.*?)<\/form>/gis;

    const forms: Record<string, boolean> = {};
    for (const route of shown) {
      const { body } = await send(emulator, route, headers);
      for (const [form, fields = ""] of body.matchAll(posting)) {
        const [, action = route.path] = / action="([^"]*)"/.exec(form) ?? [];
        if (action === "/admin/license/validate_license") continue;
        forms[`${nameOf(route)} to ${action}`] = /name="authenticity_token" value="[^"]+"/.test(
          fields,
        );
      }
    }

    expect(forms).toEqual(Object.fromEntries(Object.keys(forms).map((name) => [name, true])));
    expect(Object.keys(forms)).toContain(
      "instance: GET /admin/application_settings/general to /admin/license",
    );
  });

  test("is refused with 405 and told the methods of its path when asked by another", async () => {
    await using emulator = await started();
    const headers = { ...(await administratorOf(emulator)), ...json };

    for (const { party, path } of served) {
      const here = served.filter((one) => one.party === party && one.path === path);
      const methods = here.map(({ method }) => method);
      const all = new Set(methods.includes("GET") ? [...methods, "HEAD"] : methods);
      const other = ["PUT", "PATCH", "DELETE"].find((method) => !all.has(method)) ?? "TRACE";

      const { status, headers: told } = await send(
        emulator,
        { party, method: other, path },
        headers,
      );

      const allowed = told.allow?.split(", ");
      expect([path, other, status, allowed]).toEqual([
        path,
        other,
        405,
        expect.arrayContaining([...all]),
      ]);
      expect(allowed).not.toContain(other);
    }
  });
});
