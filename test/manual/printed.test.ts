import { describe, expect, test } from "vitest";
import { emulatorOn } from "../support/emulator-on.ts";
import { pageAt } from "../support/manual.ts";
import { networkKindSections } from "./network-kinds.ts";
import {
  commandTable,
  consoleTable,
  methodTable,
  routeTable,
  scenarioTable,
  settingTable,
  withPrinted,
} from "./printed-tables.ts";

async function routes(): Promise<string> {
  await using emulator = await emulatorOn("2025-06-01");
  const { body } = await emulator.control.get("/openapi.json");
  return routeTable(body);
}

describe("what is printed", () => {
  test.each([
    { of: "every command with its description", path: "docs/command-line.md", print: commandTable },
    {
      of: "every setting with its default and description",
      path: "docs/configuration.md",
      print: settingTable,
    },
    { of: "every method of the handle", path: "docs/in-your-tests.md", print: methodTable },
    {
      of: "every line of the console that is known",
      path: "docs/rails-console.md",
      print: consoleTable,
    },
    {
      of: "every kind of network, with what is seen of it,",
      path: "docs/network-faults.md",
      print: networkKindSections,
    },
    {
      of: "every scenario, with what it promises,",
      path: "docs/scenarios.md",
      print: scenarioTable,
    },
    { of: "every route of the control API", path: "docs/control-api.md", print: routes },
  ])("of $of stands in $path", async ({ path, print }) => {
    const page = withPrinted(pageAt(path).text, await print());

    expect(page).toContain("<!-- printed: npm run manual -->");
    await expect(page).toMatchFileSnapshot(`../../${path}`);
  });
});
