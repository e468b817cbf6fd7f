import { expect, test } from "vitest";
import type { Ready } from "../../../src/app/emulator.ts";
import { readyText } from "../../../src/cli/ready-text.ts";

const ready: Ready = {
  event: "ready",
  version: "0.1.0",
  pid: 4711,
  instance: { url: "http://127.0.0.1:3000" },
  portal: { url: "http://127.0.0.1:5000" },
  control: { url: "http://127.0.0.1:3001", token: null },
  tokens: { admin: "glpat-admin", user: "glpat-user", readApi: "glpat-read" },
  root: { username: "root", password: "secret" },
  activationCode: "AbcdefghijklmnopqrstuvwX",
};

test("a person is told addresses, credentials, a code and how to activate it", () => {
  expect(readyText(ready)).toBe(`
Understudy is ready.

  Instance   http://127.0.0.1:3000   GraphQL at http://127.0.0.1:3000/api/graphql
  Explorer   http://127.0.0.1:3000/-/graphql-explorer
  License    http://127.0.0.1:3000/admin/subscription
  Portal     http://127.0.0.1:5000
  Control    http://127.0.0.1:3001   documented at http://127.0.0.1:3001/openapi.json

  root       password secret
  Tokens     administrator  glpat-admin
             user           glpat-user
             read_api only  glpat-read

  Unused activation code   AbcdefghijklmnopqrstuvwX

Activate it:

  curl -s http://127.0.0.1:3000/api/graphql -H 'PRIVATE-TOKEN: glpat-admin' -H 'Content-Type: application/json' \\
    -d '{"query":"mutation { gitlabSubscriptionActivate(input: {activationCode: \\"AbcdefghijklmnopqrstuvwX\\"}) { errors license { id plan startsAt expiresAt usersInLicenseCount lastSync } } }"}'

`);
});

test("with a portal of somebody else's there is no code to tell", () => {
  expect(readyText({ ...ready, portal: null, activationCode: null })).toBe(`
Understudy is ready.

  Instance   http://127.0.0.1:3000   GraphQL at http://127.0.0.1:3000/api/graphql
  Explorer   http://127.0.0.1:3000/-/graphql-explorer
  License    http://127.0.0.1:3000/admin/subscription
  Portal     external
  Control    http://127.0.0.1:3001   documented at http://127.0.0.1:3001/openapi.json

  root       password secret
  Tokens     administrator  glpat-admin
             user           glpat-user
             read_api only  glpat-read

No activation code is unused.
`);
});

test("where other machines can call, the control API's token is told", () => {
  const { url } = ready.control;

  expect(readyText({ ...ready, control: { url, token: "32-characters" } })).toContain(`
  Control    http://127.0.0.1:3001   documented at http://127.0.0.1:3001/openapi.json
             bearer token 32-characters
`);
});
