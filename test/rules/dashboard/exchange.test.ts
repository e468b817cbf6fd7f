import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { durationShown, printable, sizeShown } from "../../../web/control/dashboard/shown.ts";
import { aboutBody, cutAt, shownBody } from "../../../web/control/dashboard/traffic/body.ts";
import { curlOf, differencesOf } from "../../../web/control/dashboard/traffic/curl.ts";

describe("a body", () => {
  test("of JSON is indented", () => {
    expect(shownBody('{"a":[1]}')).toEqual({ kind: "json", text: '{\n  "a": [\n    1\n  ]\n}' });
  });

  test("of JSON that was cut off is shown as it came", () => {
    expect(shownBody('{"a":[1')).toEqual({ kind: "text", text: '{"a":[1' });
  });

  test("of JSON that nests very deep is not indented: that would take a hundred megabytes", () => {
    const deep = "[".repeat(10_000) + "]".repeat(10_000);

    expect(shownBody(deep)).toEqual({ kind: "text", text: deep });
  });

  test.each([
    ["with a NUL", "PNG\0\0"],
    ["of bytes that are no text", "\uFFFD\uFFFDab\uFFFD"],
  ])("%s is binary, and not shown", (_what, body) => {
    expect(shownBody(body).kind).toBe("binary");
  });

  test("that is no text shows its first bytes, as far as they were kept", () => {
    expect(shownBody("\uFFFDPNG\r\n\u001A\n\0\0\0\rIHDR\0\0é")).toEqual({
      kind: "binary",
      glance: [
        "·· 50 4e 47 0d 0a 1a 0a 00 00 00 0d 49 48 44 52  ·PNG········IHDR",
        "00 00 c3 a9                                      ····",
      ].join("\n"),
    });
  });

  test.each([
    ["a text", "äb", { "content-type": "text/plain; charset=utf-8" }, ["text/plain", "3 B"]],
    ["none", "", { "content-type": "text/plain" }, []],
    ["bytes", "\0\uFFFD", { "Content-Length": "2000" }, ["2.0 kB"]],
    ["a packed text", "ab", { "content-encoding": "gzip" }, ["2 B", "unpacked from gzip"]],
    [
      "packed bytes",
      "\u001F\uFFFD\0",
      { "content-encoding": "gzip", "content-length": "3" },
      ["3 B", "packed with gzip"],
    ],
    [
      "more than is kept",
      `${"a".repeat(256 * 1024)}…`,
      { "content-length": "1000000" },
      ["262.1 kB of 1.0 MB kept"],
    ],
  ])("says what it is beside it: %s", (_what, body, headers, said) => {
    expect(aboutBody(body, headers)).toEqual(said);
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

/** What a shell hands to curl: its arguments, and what it reads. */
function handedOver(command: string) {
  const curl = `curl() { printf '%s\\0' "$@"; case "$*" in *@-) cat;; esac; }`;
  const words = execFileSync("sh", {
    input: Buffer.from(`${curl}\n${command}\n`),
    encoding: "latin1",
  }).split("\0");
  return { words: words.slice(0, 40), read: words.slice(words.indexOf("@-") + 1).join("\0") };
}

/** Texts go to a shell in UTF-8, and come out of it as bytes. */
const inBytes = (text: string) => Buffer.from(text).toString("latin1");

const aRequest = { method: "POST", url: "http://127.0.0.1:5000/", headers: {}, body: "" };
const said = { "user-agent": "u", accept: "a", "content-type": "c" };
const saidWords = [
  "--header",
  "user-agent: u",
  "--header",
  "accept: a",
  "--header",
  "content-type: c",
];

describe("an exchange copied as curl", () => {
  test("sends the same, whatever stands in it, and runs nothing", () => {
    const body = `{"it's": "$(touch x) \`id\` \\\\ !! @file\n"}`;
    const command = curlOf(
      {
        method: "POST",
        url: "http://127.0.0.1:5000/a'b?c=[1]",
        headers: { ...said, "x-two": ["1", "'2'"], "x-none": "", host: "h" },
        body,
      },
      "",
    );

    expect(handedOver(command).words).toEqual([
      "--globoff",
      "--request",
      "POST",
      "--url",
      "http://127.0.0.1:5000/a'b?c=[1]",
      ...saidWords,
      "--header",
      "x-two: 1",
      "--header",
      "x-two: '2'",
      "--header",
      "x-none;",
      "--data-raw",
      body,
      "",
    ]);
  });

  test("names the instance where only a path was kept, and says nothing that was not said", () => {
    const request = { method: "GET", url: "/a/../b#c", headers: {}, body: "" };

    expect(handedOver(curlOf(request, "http://127.0.0.1:3000")).words).toEqual([
      "--globoff",
      "--path-as-is",
      "--request-target",
      "/a/../b#c",
      "--url",
      "http://127.0.0.1:3000/a/../b#c",
      "--header",
      "User-Agent:",
      "--header",
      "Accept:",
      "",
    ]);
  });

  test.each([
    ["NULs and lines of Windows", "a\0b\r\n1"],
    ["keys that end a line of a terminal", "a\u0003\u001B[201~\nrm -rf x\u202E"],
    ["signs of printf", "-n %s \\n \\\\ 100%\u0001"],
    ["more than an argument may hold", `it's ${"ä".repeat(60_000)}`],
  ])("sends a body byte for byte with %s, and none of it is typed", (_what, body) => {
    const command = curlOf({ ...aRequest, headers: said, body }, "");

    expect(handedOver(command).read === inBytes(body)).toBe(true);
    expect(command).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  test("sends bytes of headers as they were", () => {
    const command = curlOf(
      { ...aRequest, headers: { ...said, "x-name": "caf\u00E9 \u009B%'\t" } },
      "",
    );

    expect(handedOver(command).words).toContain("x-name: caf\u00E9 \u009B%'\t");
  });

  test.each([
    ["nothing", {}, []],
    ["masked secrets", { headers: { "private-token": "[masked]" } }, ["Secrets are masked"]],
    ["what was not kept", { body: `${"a".repeat(256 * 1024)}…` }, ["Only the beginning"]],
    ["bytes that are no text", { body: "a\uFFFD" }, ["The body is not text alone"]],
    ["the body of a HEAD", { method: "HEAD", body: "a" }, ["curl sends no body"]],
  ])("says beside it what would differ: %s", (_what, its, beginnings) => {
    const differing = differencesOf({ ...aRequest, ...its });

    expect(differing).toEqual(beginnings.map((one) => expect.stringMatching(`^${one}`)));
  });
});
