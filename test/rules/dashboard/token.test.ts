import { expect, test } from "vitest";
import { maxHeaderBytes } from "../../../src/listener/limits.ts";
import { canBeToken } from "../../../web/control/dashboard/token-text.ts";

test.each([
  { what: "one that was drawn", text: "kPz3vYw0Qm7RtLs1XcNb9GhJ2dFa5Ue8", is: true },
  {
    what: "one of one's own, with any visible sign of ASCII",
    text: "sesame-open-please!~1",
    is: true,
  },
  {
    what: "a longer text than a server reads in a header",
    text: "x".repeat(maxHeaderBytes),
    is: false,
  },
  { what: "a text of 20 kB", text: "x".repeat(20_000), is: false },
  { what: "nothing", text: "", is: false },
  { what: "what no header holds", text: "wröng €", is: false },
  { what: "two lines", text: "one\ntwo", is: false },
])("a control token can be $what: $is", ({ text, is }) => {
  expect(canBeToken(text)).toBe(is);
});
