import { describe, expect, test } from "vitest";
import { remembered } from "../../../src/base/remembered.ts";

/** A reader of keys, and the keys that it had to read. */
function countingReader() {
  const read: string[] = [];
  const reader = remembered((key) => {
    read.push(key);
    return { plan: key };
  });
  return { read, reader };
}

describe("A key", () => {
  test("is read once while it is asked for", () => {
    const { read, reader } = countingReader();

    const plans = ["a", "b", "a"].map((key) => reader(key).plan);

    expect(plans).toEqual(["a", "b", "a"]);
    expect(read).toEqual(["a", "b"]);
  });

  test("is read again behind a hundred others", () => {
    const { read, reader } = countingReader();
    const keys = Array.from({ length: 101 }, (_, at) => String(at));
    for (const key of keys) reader(key);

    reader("100");
    reader("0");

    expect(read).toEqual([...keys, "0"]);
  });

  test("of more than 10,000 characters is not kept", () => {
    const { read, reader } = countingReader();
    for (const key of ["x".repeat(10_000), "y".repeat(10_001)]) {
      reader(key);
      reader(key);
    }

    expect(read.map((key) => key.charAt(0))).toEqual(["x", "y", "y"]);
  });
});
