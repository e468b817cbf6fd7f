import { expect, test } from "vitest";
import { controlClient } from "../support/control-client.ts";
import { graphqlClient } from "../support/graphql-client.ts";
import { rawRequest } from "../support/raw-request.ts";
import { weighedProcess } from "../support/weighed-process.ts";

test("With 128 MB of heap everything is answered that strangers, a hostile portal and ten years can ask for", async () => {
  await using running = await weighedProcess(
    ["--memory", "--now", "2025-06-01", "--frozen", "--log-level", "silent"],
    { node: ["--max-old-space-size=128"] },
  );
  const { instance, control, tokens, activationCode } = running.ready;
  const steer = controlClient(control.url);
  const graphql = graphqlClient(`${instance.url}/api/graphql`, tokens.admin);
  const isUp = async () => (await rawRequest(`${instance.url}/-/health`)).status;
  const read = async (path: string) => (await rawRequest(`${control.url}${path}`)).status;
  const flood = async (letter: string) => {
    const headers = { "content-type": "application/json" };
    const body = `"${letter.repeat(1_040_000)}"`;
    return (await rawRequest(`${instance.url}/api/graphql`, { method: "POST", headers, body }))
      .status;
  };
  const times = <Value>(count: number, of: (index: number) => Promise<Value>) =>
    Promise.all(Array.from({ length: count }, (_, index) => of(index)));

  expect((await graphql.activate(activationCode ?? "")).body.errors).toEqual([]);
  await times(60, () => flood("a"));
  expect(await isUp()).toBe(200);
  await times(5, () => read("/traffic?limit=1000"));
  expect(await isUp()).toBe(200);

  const fault = { kind: "status", status: 500, body: "x".repeat(900_000), times: 50 };
  expect((await steer.post("/faults", fault)).status).toBe(201);
  expect((await steer.post("/clock/advance", { days: 3_650 })).status).toBe(200);
  await times(3, () => read("/timeline"));
  expect(await read("/state")).toBe(200);
  expect(await read("/timeline")).toBe(200);

  expect([await isUp(), running.end()]).toEqual([200, undefined]);
}, 600_000);
