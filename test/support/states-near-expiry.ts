import type { TestEmulator } from "./emulator-on.ts";

export const noon = "2025-06-01T12:00:00Z";

/** What GraphQL and REST say of the license in force, and the state of its end. */
export async function endOf({ ready, control, graphql }: TestEmulator) {
  const { body: state } = await control.get("/state");
  const rest = await fetch(`${ready.instance.url}/api/v4/license`, {
    headers: { "private-token": ready.tokens.admin },
  });
  const { expired } = await rest.json();
  const { body } = await graphql("{ currentLicense { expiresAt blockChangesAt trial } }");
  const { notices, blockChanges, clock } = state;
  return {
    now: clock.now,
    notices: notices.map(({ notice, to }: { notice: string; to: string[] }) =>
      [notice, ...to].join(" "),
    ),
    blockChanges,
    license: body.data.currentLicense,
    expired,
  };
}

export const paid = { expiresAt: "2026-06-01", blockChangesAt: "2026-06-15", trial: false };
const trial = { expiresAt: "2025-07-01", blockChangesAt: null, trial: true };
export const admins = "administrators";
const all = "administrators users";

/** Where an instance that starts without a license is in each state. */
export const states = [
  { state: "active", now: noon, license: paid, notices: [] },
  {
    state: "expires-in-15-days",
    now: "2026-05-17T00:00:00Z",
    license: paid,
    notices: [`expires-soon ${admins}`],
  },
  {
    state: "expires-in-3-days",
    now: "2026-05-29T00:00:00Z",
    license: paid,
    notices: [`expires-soon ${admins}`],
  },
  {
    state: "expires-today",
    now: "2026-06-01T00:00:00Z",
    license: paid,
    notices: [`expired ${admins}`],
    expired: true,
  },
  {
    state: "expired",
    now: "2026-06-02T00:00:00Z",
    license: paid,
    notices: [`expired ${admins}`],
    expired: true,
  },
  {
    state: "changes-blocked",
    now: "2026-06-15T00:00:00Z",
    license: paid,
    notices: [`expired ${all}`, `changes-blocked ${all}`],
    expired: true,
    blockChanges: true,
  },
  {
    state: "grace-over",
    now: "2026-06-16T00:00:00Z",
    license: paid,
    notices: [`expired ${all}`, `changes-blocked ${all}`, "grace-over"],
    expired: true,
    blockChanges: true,
  },
  { state: "trial", now: noon, license: trial, notices: [] },
  {
    state: "trial-ends-soon",
    now: "2025-06-24T00:00:00Z",
    license: trial,
    notices: [`expires-soon ${all}`],
  },
  {
    state: "trial-expired",
    now: "2025-07-02T00:00:00Z",
    license: trial,
    notices: [`expired ${all}`],
    expired: true,
  },
];
