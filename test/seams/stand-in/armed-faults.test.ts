import { describe, expect, test } from "vitest";
import { firstCode, portalOn, sendActivation } from "./portal-on.ts";

const statusOf = async (request: Promise<Response>) => (await request).status;

describe("armed faults", () => {
  test("are used up in order, one by each request", async () => {
    await using portal = await portalOn("2025-06-01");
    portal.addFault({ kind: "status", status: 501, endpoint: "activate", times: 2 });
    portal.addFault({ kind: "status", status: 502, endpoint: "any-portal", times: 1 });

    const statuses: number[] = [];
    for (let request = 0; request < 4; request += 1) {
      statuses.push(await statusOf(sendActivation(portal, firstCode(portal))));
    }

    expect(statuses).toEqual([501, 501, 502, 200]);
  });

  test("count down where they are listed", async () => {
    await using portal = await portalOn("2025-06-01");
    const fault = portal.addFault({ kind: "empty", endpoint: "activate", times: 3 });

    await sendActivation(portal, firstCode(portal));

    expect(portal.faults()).toEqual([{ ...fault, times: 2 }]);
  });

  test("stay when they are standing, until they are removed", async () => {
    await using portal = await portalOn("2025-06-01");
    const { id } = portal.addFault({
      kind: "status",
      status: 503,
      endpoint: "activate",
      times: "standing",
    });
    const send = () => statusOf(sendActivation(portal, firstCode(portal)));

    const standing = [await send(), await send()];
    const removed = [portal.removeFault(id), portal.removeFault(id)];

    expect({ standing, removed, after: await send() }).toEqual({
      standing: [503, 503],
      removed: [true, false],
      after: 200,
    });
  });

  test("can all be cleared", async () => {
    await using portal = await portalOn("2025-06-01");
    portal.addFault({ kind: "empty", endpoint: "activate", times: "standing" });
    portal.addFault({ kind: "html", endpoint: "any-portal", times: 1 });

    portal.clearFaults();

    expect(portal.faults()).toEqual([]);
  });

  test.each([
    { endpoint: "activate", kind: "empty", page: 302, activation: /^$/ },
    { endpoint: "any-portal", kind: "empty", page: 200, activation: /licenseKey/ },
    {
      endpoint: "any-portal",
      kind: "graphql-errors",
      page: 302,
      activation: /Something went wrong/,
    },
  ] as const)(
    "of kind $kind for $endpoint wait for a request that can show them",
    async ({ endpoint, kind, page, activation }) => {
      await using portal = await portalOn("2025-06-01");
      portal.addFault({ kind, endpoint, times: 1 });

      const first = await fetch(portal.url, { redirect: "manual" });
      const second = await (await sendActivation(portal, firstCode(portal))).text();

      expect(first.status).toBe(page);
      expect(second).toMatch(activation);
      expect(portal.faults()).toEqual([]);
    },
  );
});
