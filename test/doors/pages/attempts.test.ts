import { describe, expect, test } from "vitest";
import { attempts } from "../../../src/listener/attempts.ts";

function clockedAttempts() {
  let now = 1_000_000;
  const counted = attempts(
    () => now,
    (name) => name === "root",
  );
  const fail = (name: string, times: number) => {
    for (let count = 0; count < times; count += 1) counted.failed(name);
  };
  return {
    ...counted,
    fail,
    pass: (seconds: number) => {
      now += seconds * 1_000;
    },
  };
}

describe("failed attempts to sign in", () => {
  test("let the tenth try, and let the eleventh wait until the first is a minute old", () => {
    const counted = clockedAttempts();
    counted.fail("root", 9);
    const tenth = counted.waitFor("root");
    counted.fail("root", 1);
    counted.pass(20);

    expect([tenth, counted.waitFor("root")]).toEqual([0, 40]);
    counted.pass(40);
    expect(counted.waitFor("root")).toBe(0);
  });

  test("are forgotten once one succeeds", () => {
    const counted = clockedAttempts();
    counted.fail("root", 10);

    counted.succeeded("root");

    expect(counted.waitFor("root")).toBe(0);
  });

  test("are not pushed out by thousands of other names", () => {
    const counted = clockedAttempts();
    counted.fail("root", 10);

    for (let index = 0; index < 5_000; index += 1) counted.failed(`nobody ${index}`);

    expect(counted.waitFor("root")).toBe(60);
  });

  test("of a name that nobody has are counted as those of one that somebody has", () => {
    const counted = clockedAttempts();

    counted.fail("nobody", 10);

    expect([counted.waitFor("nobody"), counted.waitFor("root")]).toEqual([60, 0]);
  });

  test("of names that nobody has do not show, by those who have to wait, which somebody has", () => {
    const counted = clockedAttempts();
    for (let index = 0; index < 20; index += 1) counted.failed(`nobody ${index}`);

    const others = Array.from({ length: 100 }, (_, index) => counted.waitFor(`another ${index}`));

    expect(others.every((wait) => wait === 0)).toBe(true);
  });

  test("of names that nobody has are counted in places that some share, so that they fill no memory", () => {
    const counted = clockedAttempts();
    for (let index = 0; index < 100_000; index += 1) counted.failed(`nobody ${index}`);

    expect(counted.waitFor("another")).toBe(60);
  });
});
