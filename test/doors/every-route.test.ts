import { describe, expect, test } from "vitest";
import { type InstanceParts, instanceTable } from "../../src/app/instance-routes.ts";
import { controlTable } from "../../src/control/control.ts";
import { portalTable } from "../../src/stand-in/http/routes.ts";
import { emulatorOn, type TestEmulator } from "../support/emulator-on.ts";
import { rawRequest } from "../support/raw-request.ts";
import { visitorOf } from "./graphql/visitor.ts";

type Party = "instance" | "portal" | "control";

/** A route as its table has it. */
interface Tabled {
  readonly method: string;
  readonly path: string;
  readonly access: PropertyKey;
  readonly form?: unknown;
}

/** Nothing is asked of these parts: the tables are only looked at. */
const tables: Readonly<Record<Party, { readonly routes: readonly Tabled[] }>> = {
  instance: instanceTable({ adminMode: true, signIn: {}, instance: {} } as InstanceParts),
  portal: portalTable({} as Parameters<typeof portalTable>[0]),
  control: controlTable({ controlled: {} } as Parameters<typeof controlTable>[0]),
};

const served = (["instance", "portal", "control"] as const).flatMap((party) =>
  tables[party].routes.map(({ method, path, access, form }) => ({
    party,
    method,
    path: path.replaceAll("{number:digits}", "1001").replaceAll(/\{\w+\}/g, "1"),
    access: String(access),
    changes: typeof form === "function",
  })),
);

const json = { "content-type": "application/json" };
const staff = {
  "x-admin-email": "gl_com_api@gitlab.com",
  "x-admin-token": "customer_admin_token",
};

const started = () => emulatorOn("2025-06-01", { adminMode: "true" });

/** The headers of an administrator in admin mode, with a browser, and of the portal's own people. */
async function administratorOf(emulator: TestEmulator) {
  const visitor = visitorOf(emulator);
  await visitor.signIn();
  await visitor.enterAdminMode();
  return { cookie: visitor.cookie, ...staff };
}

const send = (
  { ready }: TestEmulator,
  { party, method, path }: { party: Party; method: string; path: string },
  headers: Readonly<Record<string, string>>,
) => rawRequest(`${ready[party]?.url}${path}`, { method, headers });

const nameOf = ({ party, method, path }: (typeof served)[number]) => `${party}: ${method} ${path}`;

describe("every route", () => {
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
      "instance: POST /admin/license": 422,
      "instance: DELETE /admin/license": 422,
      "instance: POST /admin/license/sync_seat_link": 422,
      "portal: POST /api/v1/seat_links": 415,
      "portal: POST /graphql": 415,
      "portal: PATCH /api/admin/licenses/1001": 415,
      "portal: POST /api/admin/licenses/1001/duplicate": 415,
      ...Object.fromEntries(
        served
          .filter(({ party, method }) => party === "control" && method !== "GET")
          .map((route) => [nameOf(route), 415]),
      ),
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
    };
    const open = ["public", "visitor", "graphql", "instance", "rest-user", "caller"];
    const guarded = served.filter(({ access }) => !open.includes(access));

    for (const route of guarded) {
      const stranger = await send(emulator, route, json);
      const ordinary = await send(emulator, route, { ...json, ...user });

      expect([nameOf(route), stranger.status, ordinary.status]).toEqual([
        nameOf(route),
        ...(refusals[route.access] ?? []),
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
      location: answer.headers.location,
    });

    for (const route of served.filter(({ method }) => method === "GET")) {
      const head = await send(emulator, { ...route, method: "HEAD" }, headers);
      const get = await send(emulator, route, headers);

      expect([nameOf(route), headersOf(head), head.body]).toEqual([
        nameOf(route),
        headersOf(get),
        "",
      ]);
    }
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
