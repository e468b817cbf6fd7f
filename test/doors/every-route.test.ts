import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator, type TestSettings } from "../support/emulator-on.ts";
import { portalStaff } from "../support/portal-visitor.ts";
import { rawRequest } from "../support/raw-request.ts";
import { trust } from "../support/trusted.ts";
import { visitorOf } from "./graphql/visitor.ts";
import { accesses } from "./route-accesses.ts";
import { type Party, tables } from "./route-tables.ts";

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
