import { describe, expect, test } from "vitest";
import { exitCodeOf, type Layer, layers } from "../../../src/doctor/report.ts";

describe("a command that has examined the way to a portal ends with", () => {
  test.each<{ readonly layer: Layer; readonly code: number }>([
    { layer: "none", code: 0 },
    { layer: "configuration", code: 10 },
    { layer: "dns", code: 11 },
    { layer: "tcp", code: 12 },
    { layer: "proxy", code: 13 },
    { layer: "tls", code: 14 },
    { layer: "http", code: 15 },
    { layer: "portal", code: 16 },
  ])("$code where the layer is $layer", ({ layer, code }) => {
    expect(exitCodeOf[layer]).toBe(code);
  });

  test("one code for each layer, and no other", () => {
    expect(new Set(Object.keys(exitCodeOf))).toEqual(new Set(layers));
    expect(new Set(Object.values(exitCodeOf)).size).toBe(layers.length);
  });
});
