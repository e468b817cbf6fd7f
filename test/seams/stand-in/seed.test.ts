import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/random.ts";
import type { StandIn } from "../../../src/stand-in/stand-in.ts";
import { envelopeOf } from "./open-license.ts";
import { activate, codeOf, firstCode, portalOn } from "./portal-on.ts";

const seeded = (seed: number) => portalOn("2025-06-01", { random: seededRandom(seed) });

const issue = (portal: StandIn, attributes: Record<string, unknown>) =>
  portal.issueLicense(attributes, { foreignKey: false, boundary: false });

async function play(portal: StandIn) {
  portal.addFault({ kind: "foreign-key", endpoint: "activate", times: 1 });
  const wrong = await activate(portal, firstCode(portal));
  const first = await activate(portal, firstCode(portal));
  const second = await activate(portal, codeOf(portal, { company: "ACME" }));
  const issued = issue(portal, { a: 1 });
  portal.sell({ kind: "legacy" });
  portal.renew("A-S00000003", { maxHistoricalUsers: 12 });
  const copy = portal.licenses.duplicate(1004);
  const edited = portal.licenses.edit(1004, { expectedVersion: 1, changes: { expires_at: null } });
  portal.reissueCode("A-S00000001");
  const subscriptions = portal.subscriptions();
  return { subscriptions, wrong, first, second, issued, copy, edited };
}

describe("with a seed and a clock that stands still", () => {
  test("the same calls give the same codes, ids and keys", async () => {
    await using one = await seeded(7);
    await using other = await seeded(7);

    expect(await play(one)).toEqual(await play(other));
  });

  test("starting over gives the same once more", async () => {
    await using portal = await seeded(7);
    const first = await play(portal);

    portal.reset();

    expect(await play(portal)).toEqual(first);
  });

  test("every license has random bytes of its own", async () => {
    await using portal = await seeded(7);

    const { wrong, first, second, issued } = await play(portal);

    const licenses = [wrong.licenseKey, first.licenseKey, second.licenseKey, issued];
    expect(new Set(licenses.map((license) => envelopeOf(license).iv)).size).toBe(4);
  });

  test("another seed gives others", async () => {
    await using one = await seeded(7);
    await using other = await seeded(8);

    expect(firstCode(one)).not.toBe(firstCode(other));
  });

  test("an issued license does not depend on what was issued before", async () => {
    await using one = await seeded(7);
    await using other = await seeded(7);
    issue(one, { b: 2 });

    expect(issue(one, { a: 1 })).toBe(issue(other, { a: 1 }));
  });
});

test("without a seed no two portals sell the same code", async () => {
  await using one = await portalOn("2025-06-01");
  await using other = await portalOn("2025-06-01");

  expect(firstCode(one)).not.toBe(firstCode(other));
});
