import { expect, test } from "vitest";
import { documentedCommands } from "../../support/commands.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

test("options and arguments that are one of a few words know the words of the control API", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  const { body: openapi } = await emulator.control.get("/openapi.json");
  const { Order, Plan, Fault, JobName, StateName, EventKind } = openapi.components.schemas;
  const grant = openapi.paths["/tokens"].post.requestBody.content["application/json"].schema;
  const [hop] = openapi.paths["/traffic"].get.parameters;

  const commands = await documentedCommands();
  const choicesOf = (usage: string) => commands.find((command) => command.usage === usage)?.choices;

  expect(choicesOf("portal sell")).toEqual({
    deployment: Order.properties.deployment.enum,
    plan: Plan.enum,
    kind: Order.properties.kind.enum,
  });
  expect(choicesOf("fault html")).toEqual({
    endpoint: Fault.oneOf[0].properties.endpoint.enum,
  });
  expect(choicesOf("token create")).toEqual({
    user: grant.properties.user.enum,
    scope: grant.properties.scopes.items.enum,
  });
  expect(choicesOf("jobs run <name>")).toEqual({ name: JobName.enum });
  expect(choicesOf("state set <state>")).toEqual({ state: StateName.enum });
  expect(choicesOf("timeline")).toEqual({
    kind: EventKind.enum,
  });
  expect(choicesOf("traffic list")).toEqual({ hop: hop.schema.enum });
});

test("every command takes --json, for programs, but those that print a script or hold others", async () => {
  const commands = await documentedCommands();

  const without = commands.filter(({ group, help }) => !group && !help.includes("--json"));

  expect(without.map(({ usage }) => usage)).toEqual(["completion <shell>"]);
});
