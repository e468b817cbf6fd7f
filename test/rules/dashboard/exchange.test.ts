import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import {
  cutAt,
  durationShown,
  printable,
  shownBody,
  sizeShown,
} from "../../../web/control/dashboard/traffic/body.ts";
import { curlOf } from "../../../web/control/dashboard/traffic/curl.ts";

describe("a body", () => {
  test("of JSON is indented", () => {
    expect(shownBody('{"a":[1]}')).toEqual({ kind: "json", text: '{\n  "a": [\n    1\n  ]\n}' });
  });

  test("of JSON that was cut off is shown as it came", () => {
    expect(shownBody('{"a":[1')).toEqual({ kind: "text", text: '{"a":[1' });
  });

  test.each([
    ["with a NUL", "PNG\0\0"],
    ["of bytes that are no text", "\uFFFD\uFFFDab\uFFFD"],
  ])("%s is binary, and not shown", (_what, body) => {
    expect(shownBody(body)).toEqual({ kind: "binary", characters: body.length });
  });

  test("of a megabyte is shown from its beginning, never ending within a character", () => {
    expect(cutAt("a".repeat(1_000_000)).left).toBe(950_000);
    expect(cutAt("a😀b", 2)).toEqual({ start: "a", left: 3 });
  });

  test("keeps its lines, and marks what turns text around or cannot be seen", () => {
    expect(printable("a\n\tb\u202Ec\u0007")).toBe("a\n\tb\uFFFDc\uFFFD");
  });
});

test("sizes and durations are shown in their largest unit", () => {
  expect([12, 1_234, 2_500_000].map(sizeShown)).toEqual(["12 B", "1.2 kB", "2.5 MB"]);
  expect([8.4, 1_250].map(durationShown)).toEqual(["8 ms", "1.25 s"]);
});

/** What a shell hands to curl. */
const handedOver = (command: string): readonly string[] =>
  execFileSync("sh", ["-c", `curl() { printf '%s\\0' "$@"; }\n${command}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);

describe("an exchange copied as curl", () => {
  test("sends the same, whatever stands in it, and runs nothing", () => {
    const body = `{"it's": "$(touch x) \`id\` \\\\ !! @file\n"}`;
    const command = curlOf(
      {
        method: "POST",
        url: "http://127.0.0.1:5000/a'b?c=[1]",
        headers: { "Content-Type": "application/json", "x-two": ["1", "'2'"], host: "h" },
        body,
      },
      "",
    );

    expect(handedOver(command)).toEqual([
      "--globoff",
      "--request",
      "POST",
      "--url",
      "http://127.0.0.1:5000/a'b?c=[1]",
      "--header",
      "Content-Type: application/json",
      "--header",
      "x-two: 1",
      "--header",
      "x-two: '2'",
      "--data-raw",
      body,
    ]);
  });

  test("names the instance where only a path was kept", () => {
    const request = { method: "GET", url: "/api/v4/license", headers: {}, body: "" };

    expect(handedOver(curlOf(request, "http://127.0.0.1:3000"))).toEqual([
      "--globoff",
      "--url",
      "http://127.0.0.1:3000/api/v4/license",
    ]);
  });
});
