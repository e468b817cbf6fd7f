import { describe, expect, test } from "vitest";
import { configFrom, problemsOf } from "./shown-config.ts";

describe("ports", () => {
  const shared = ["--port, --portal-port and --control-port must differ from each other."];

  test.each([{ port: "5000" }, { portalPort: "3001" }, { controlPort: "3000" }])(
    "that two listeners share are refused: %o",
    (flags) => {
      expect(problemsOf({ flags })).toEqual(shared);
    },
  );

  test("may all be 0", () => {
    const flags = { port: "0", portalPort: "0", controlPort: "0" };

    expect(configFrom({ flags })).toMatchObject({ port: 0, portalPort: 0, controlPort: 0 });
  });

  test("may be the stand-in portal's where none is started", () => {
    const flags = { port: "5000", portalUrl: "http://portal.test" };

    expect(configFrom({ flags }).port).toBe(5000);
  });
});

test("--memory and --data exclude each other, also as variables", () => {
  const environment = { UNDERSTUDY_MEMORY: "true", UNDERSTUDY_DATA: "here" };

  expect(problemsOf({ environment })).toEqual(["--memory and --data exclude each other."]);
});

test("--memory keeps nothing", () => {
  expect(configFrom({ flags: { memory: "true" } }).data).toBeNull();
});
