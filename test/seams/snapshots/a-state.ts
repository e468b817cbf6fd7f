import { type Emulator, startEmulator } from "../../../src/app/emulator.ts";
import { startLog } from "../../../src/base/log.ts";
import { readConfig } from "../../../src/config/config.ts";
import { controlClient } from "../../support/control-client.ts";
import type { TestSettings } from "../../support/emulator-on.ts";
import { graphqlClient } from "../../support/graphql-client.ts";

/** An emulator with what it can be saved and restored by. */
export async function emulatorWithSnapshots(settings: TestSettings) {
  const flags = { port: "0", portalPort: "0", controlPort: "0", memory: "true", ...settings };
  const config = readConfig({ flags, environment: {} });
  if (!config.ok) throw new Error(config.error.join("\n"));
  const log = await startLog({ level: "silent", json: true });
  const emulator: Emulator = await startEmulator(config.value, { log });
  const { ready, controlled } = emulator;
  return {
    ready,
    snapshots: controlled.snapshots,
    graphql: graphqlClient(`${ready.instance.url}/api/graphql`, ready.tokens.admin),
    control: controlClient(ready.control.url),
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}

export type WithSnapshots = Awaited<ReturnType<typeof emulatorWithSnapshots>>;

/** Lets something happen to everything that has a state. */
export async function used({ control, graphql, ready }: WithSnapshots) {
  await control.put("/users", { active: 50, guests: 3 });
  await control.put("/user-counts", [{ on: "2025-05-31", count: 8 }]);
  await graphql.activate(ready.activationCode ?? "");
  const { body: sold } = await control.post("/portal/subscriptions", {
    seats: 25,
    email: "ada@example.com",
  });
  await control.post("/portal/licenses", { licensee: { Name: "Ada" }, expires_at: "2026-06-01" });
  await control.post("/portal/subscriptions", { kind: "legacy", email: "grace@example.com" });
  await control.put("/portal/policies", { autoRenew: true });
  await control.post("/tokens", { user: "user", scopes: ["api"] });
  await control.post("/faults", { kind: "status", status: 503, endpoint: "seat-links", times: 2 });
  await control.post("/clock/advance", { days: 40 });
  await control.post("/faults", {
    kind: "graphql-errors",
    errors: [{ message: "No." }],
    endpoint: "activate",
    times: 3,
  });
  await control.post("/faults", {
    kind: "status",
    status: 500,
    endpoint: "admin-page",
    times: "standing",
  });
  await control.post("/faults", { kind: "tcp-refused", endpoint: "network", times: 4 });
  await graphql.activate(sold.activationCode);
  return sold;
}

/** Everything that the control API shows of a state. */
export async function shown({ control, graphql }: WithSnapshots) {
  const paths = [
    "/state",
    "/portal/subscriptions",
    "/mailbox",
    "/faults",
    "/timeline",
    "/tokens",
    "/jobs",
    "/portal/policies",
    "/clock",
    "/users",
  ];
  const answers = await Promise.all(
    paths.map(async (path) => [path, (await control.get(path)).body]),
  );
  const { body } = await graphql(
    "{ currentLicense { id plan expiresAt billableUsersCount } licenseHistoryEntries { nodes { id } } }",
  );
  return { ...Object.fromEntries(answers), graphql: body };
}
