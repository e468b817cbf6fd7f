import { expect, test } from "vitest";
import { turns } from "../../../src/worker/turns.ts";

test("Work beside other work begins at once, work alone when all before it has ended, and so what comes behind it", async () => {
  const { alone, beside } = turns();
  const begun: string[] = [];
  const begin = (name: string, fails = false) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const work = () => {
      begun.push(name);
      return promise;
    };
    return { work, end: () => (fails ? reject(new Error(name)) : resolve()) };
  };
  const [first, second, third, fourth] = [begin("1"), begin("2", true), begin("3"), begin("4")];

  const ends = [
    beside(first.work),
    beside(second.work).catch(() => undefined),
    alone(third.work),
    beside(fourth.work),
  ];
  const seen: string[] = [];
  for (const { end } of [first, second, third, fourth]) {
    // Long enough for whatever may begin.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    seen.push(begun.join(""));
    end();
  }
  await Promise.all(ends);

  expect(seen).toEqual(["12", "12", "123", "1234"]);
});
