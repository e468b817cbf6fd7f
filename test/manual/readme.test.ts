import { describe, expect, test } from "vitest";
import { flagOf, settings } from "../../src/config/settings.ts";
import { schema } from "../../src/schema/schema.ts";
import { emulatorOn } from "../support/emulator-on.ts";
import { tableBelow } from "../support/readme.ts";

describe("the README", () => {
  test("lists every setting with its default and description", () => {
    const described = Object.entries(settings).map(([name, setting]) => {
      const { placeholder, description } = setting;
      const standard = setting.default === null ? "" : `\`${setting.default}\``;
      return placeholder === null
        ? [`\`${flagOf(name)}\``, "off", description]
        : [`\`${flagOf(name)} <${placeholder}>\``, standard, description];
    });

    expect(tableBelow("Configuration")).toEqual(described);
  });

  test("lists every operation of the schema", () => {
    const operations = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map(
        (field) => `\`${type?.name.toLowerCase()} ${field}\``,
      ),
    );

    const listed = tableBelow("What it emulates").map(([operation]) => operation);

    const ours = listed.filter((operation) => /^`(query|mutation)/.test(operation ?? ""));
    expect(new Set(ours)).toEqual(new Set(operations));
  });

  test("lists every route of the control API", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body } = await emulator.control.get("/openapi.json");
    const routes = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `\`${method.toUpperCase()} ${path}\``),
    );

    const listed = tableBelow("Control API").map(([route]) => route);

    expect(new Set(listed)).toEqual(new Set(routes));
  });
});
