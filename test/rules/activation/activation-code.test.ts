import { describe, expect, test } from "vitest";
import { parseActivationCode } from "../../../src/activation/activation-code.ts";
import { err, ok } from "../../../src/base/result.ts";

const code = "00112233aaaassssddddFFFF";

describe("what an administrator types in", () => {
  test.each([
    { typed: code, because: "it has 24 letters and digits" },
    { typed: "____________aaaabbbbcccc", because: "underscores count as word characters" },
    { typed: ` \t${code}\r\n`, because: "white space around it is ignored" },
    { typed: `\u00a0${code}\u2003`, because: "that of other scripts too" },
  ])("is a code when $because", ({ typed }) => {
    expect(parseActivationCode(typed, "strict")).toEqual(ok(typed.trim()));
  });

  test.each([
    { typed: "", because: "nothing was typed" },
    { typed: "   ", because: "only blanks were typed" },
    { typed: code.slice(1), because: "it has 23 characters" },
    { typed: `${code}a`, because: "it has 25 characters" },
    { typed: "a".repeat(10_000), because: "it has 10,000 characters" },
    { typed: `${code.slice(1)}-`, because: "a hyphen is no word character" },
    { typed: `${code.slice(0, 12)} ${code.slice(13)}`, because: "there is a blank within" },
    { typed: `${code.slice(0, 12)}\n${code.slice(13)}`, because: "there is a line break within" },
    { typed: `${code.slice(1)}\0`, because: "there is a NUL byte" },
    { typed: `${code.slice(1)}\u0430`, because: "the last letter is a Cyrillic look-alike" },
    { typed: `${code.slice(1)}\uff11`, because: "the last digit is a full-width look-alike" },
    { typed: `${code}\n${code}`, because: "two codes are no code" },
  ])("is refused when $because", ({ typed }) => {
    expect(parseActivationCode(typed, "strict")).toEqual(err({ kind: "malformed-code" }));
  });

  test.each(["", "   ", "activation_code", ` ${code} `, "\0"])(
    "passes unchanged where the portal checks: %j",
    (typed) => {
      expect(parseActivationCode(typed, "portal")).toEqual(ok(typed));
    },
  );
});
