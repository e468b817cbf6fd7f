import { createReadStream } from "node:fs";
import { describe, expect, test } from "vitest";
import { Streamed } from "../../../src/contract/shapes.ts";

describe("what a body that is a stream may be", () => {
  test("is a file that is read", () => {
    expect(Streamed.safeParse(createReadStream("package.json")).success).toBe(true);
  });

  test.each([["a text"], [null], [{}]])("is not %j", (value) => {
    expect(Streamed.safeParse(value).error?.issues[0]?.message).toBe(
      "must be an async iterable of bytes, such as `createReadStream(file)`",
    );
  });
});
