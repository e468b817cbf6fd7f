import { expect, test } from "vitest";
import type { AtStart } from "../../../src/app/at-start.ts";
import type { Ready } from "../../../src/app/emulator.ts";
import { readyText } from "../../../src/cli/words/ready.ts";
import { aDay } from "../../seams/stand-in/portal-on.ts";

const ready: Ready = {
  event: "ready",
  version: "0.1.0",
  edition: "ee",
  pid: 4711,
  instance: { url: "http://127.0.0.1:3000" },
  portal: { url: "http://127.0.0.1:5000" },
  hosted: null,
  control: { url: "http://127.0.0.1:3001", token: null },
  certificateAuthority: null,
  tokens: { admin: "glpat-admin", user: "glpat-user", readApi: "glpat-read" },
  root: { username: "root", password: "secret" },
  staff: { email: "support@portal.example.com", password: "other secret" },
  activationCode: "AbcdefghijklmnopqrstuvwX",
};

const atStart: AtStart = {
  portalUrl: "http://127.0.0.1:5000",
  clock: { now: "2025-06-01T12:00:00Z", running: true, setBackFrom: null },
  license: null,
  stored: 0,
  firstStartsOn: null,
};

test("a person is told addresses, the clock, credentials, a code and how to activate it", () => {
  expect(readyText(ready, atStart)).toBe(`
Understudy is ready.

  Dashboard  http://127.0.0.1:3001/   everything on one page
  Instance   http://127.0.0.1:3000   GraphQL at http://127.0.0.1:3000/api/graphql
  Explorer   http://127.0.0.1:3000/-/graphql-explorer
  License    http://127.0.0.1:3000/admin/subscription   none in force yet
  Portal     http://127.0.0.1:5000   staff at http://127.0.0.1:5000/admin
  Mailbox    http://127.0.0.1:3001/mailbox   the portal's mails
  Control    http://127.0.0.1:3001   documented at http://127.0.0.1:3001/api
  Clock      2025-06-01T12:00:00Z   running

  root       password secret
  Staff      support@portal.example.com   password other secret
  Tokens     administrator  glpat-admin
             user           glpat-user
             read_api only  glpat-read

  Unused activation code   AbcdefghijklmnopqrstuvwX

Activate it:

  curl -s http://127.0.0.1:3000/api/graphql -H 'PRIVATE-TOKEN: glpat-admin' -H 'Content-Type: application/json' \\
    -d '{"query":"mutation { gitlabSubscriptionActivate(input: {activationCode: \\"AbcdefghijklmnopqrstuvwX\\"}) { errors license { id plan startsAt expiresAt usersInLicenseCount lastSync } } }"}'

`);
});

test("with a portal of somebody else's its address is told, and no code", () => {
  const elsewhere = { ...atStart, portalUrl: "https://portal.example.com" };

  expect(readyText({ ...ready, portal: null, staff: null, activationCode: null }, elsewhere)).toBe(`
Understudy is ready.

  Dashboard  http://127.0.0.1:3001/   everything on one page
  Instance   http://127.0.0.1:3000   GraphQL at http://127.0.0.1:3000/api/graphql
  Explorer   http://127.0.0.1:3000/-/graphql-explorer
  License    http://127.0.0.1:3000/admin/subscription   none in force yet
  Portal     https://portal.example.com   not a stand-in
  Control    http://127.0.0.1:3001   documented at http://127.0.0.1:3001/api
  Clock      2025-06-01T12:00:00Z   running

  root       password secret
  Tokens     administrator  glpat-admin
             user           glpat-user
             read_api only  glpat-read
`);
});

test("where other machines can call, the control API's token is told", () => {
  const { url } = ready.control;

  expect(readyText({ ...ready, control: { url, token: "32-characters" } }, atStart)).toContain(`
  Control    http://127.0.0.1:3001   documented at http://127.0.0.1:3001/api
             bearer token 32-characters
`);
});

test.each([
  {
    license: { plan: "premium", seats: 10, expiresOn: aDay("2026-06-01") },
    told: "premium, 10 seats, until 2026-06-01",
  },
  {
    license: { plan: "ultimate", seats: null, expiresOn: null },
    told: "ultimate, unlimited seats, without an end",
  },
])("a license in force is told as $told", ({ license, told }) => {
  expect(readyText(ready, { ...atStart, license })).toContain(`/admin/subscription   ${told}\n`);
});

test("a clock that stands still is told as such", () => {
  const clock = { now: "2025-06-01T00:00:00Z", running: false, setBackFrom: null };

  expect(readyText(ready, { ...atStart, clock })).toContain(
    "\n  Clock      2025-06-01T00:00:00Z   frozen\n",
  );
});

test("a clock that --now has set back is told with what it had shown", () => {
  const clock = { ...atStart.clock, setBackFrom: "2026-07-01T00:00:00Z" };

  expect(readyText(ready, { ...atStart, clock })).toContain(
    "\n  Clock      2025-06-01T12:00:00Z   running, set back from 2026-07-01T00:00:00Z\n",
  );
});

test("licenses that have not begun are counted, with the day on which the first does", () => {
  const firstStartsOn = aDay("2026-01-01");

  expect(readyText(ready, { ...atStart, stored: 2, firstStartsOn })).toContain(
    "/admin/subscription   none in force: 2 stored, the first starts 2026-01-01\n",
  );
});

test("a stand-in whose codes are used up has none to tell", () => {
  expect(readyText({ ...ready, activationCode: null }, atStart)).toContain(
    "\n\nNo activation code is unused.\n",
  );
});

test("with TLS, it is told how to trust what is shown, and the command to activate does so", () => {
  const control = { url: "https://127.0.0.1:3001", token: null };
  const text = readyText(
    { ...ready, instance: { url: "https://127.0.0.1:3000" }, control, certificateAuthority: "PEM" },
    atStart,
  );

  expect(text).toContain(
    "\n  Authority  understudy ca export ca.pem --control-url https://127.0.0.1:3001   for clients to trust\n",
  );
  expect(text).toContain("curl -s --cacert ca.pem https://127.0.0.1:3000/api/graphql -H");
});
