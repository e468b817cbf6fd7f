import { describe, expect, test } from "vitest";
import { sessionStore } from "../../../src/instance/session-store.ts";

function clockedSessions() {
  let now = 0;
  let tokens = 0;
  const randomToken = () => {
    tokens += 1;
    return `token-${tokens}`;
  };
  return {
    ...sessionStore({ now: () => now, randomToken }),
    pass: (hours: number) => {
      now += hours * 3_600_000;
    },
  };
}

describe("a session", () => {
  test("ends by itself after twelve hours", () => {
    const sessions = clockedSessions();
    const { id } = sessions.open("root");
    sessions.pass(11);
    const before = sessions.find(id)?.username;

    sessions.pass(1);

    expect([before, sessions.find(id)]).toEqual(["root", null]);
  });

  test("of somebody who signed in is not pushed out by visitors who do not", () => {
    const sessions = clockedSessions();
    const { id } = sessions.open("root");

    for (let visitor = 0; visitor < 2_000; visitor += 1) sessions.open(null);

    expect(sessions.find(id)?.username).toBe("root");
  });

  test("of a visitor makes room for later ones", () => {
    const sessions = clockedSessions();
    const { id } = sessions.open(null);

    for (let visitor = 0; visitor < 1_000; visitor += 1) sessions.open(null);

    expect(sessions.find(id)).toBeNull();
  });

  test.each([1_000, 100_000])("that was just opened is there after %i others", (others) => {
    const sessions = clockedSessions();
    for (let visitor = 0; visitor < others; visitor += 1) sessions.open(null);

    const { id } = sessions.open(null);

    expect(sessions.find(id)?.id).toBe(id);
  });

  test.each([1_000, 3_000])(
    "of a visitor is not pushed out by %i people who sign in, nor by itself",
    (people) => {
      const sessions = clockedSessions();
      const before = sessions.open(null);
      for (let person = 0; person < people; person += 1) sessions.open("root");

      const after = sessions.open(null);

      expect([before, after].map(({ id }) => sessions.find(id)?.id)).toEqual([before.id, after.id]);
    },
  );

  test("that is over makes room before one that goes on", () => {
    const sessions = clockedSessions();
    for (let visitor = 0; visitor < 999; visitor += 1) sessions.open(null);
    sessions.pass(6);
    const { id } = sessions.open(null);
    sessions.pass(6);

    for (let visitor = 0; visitor < 999; visitor += 1) sessions.open(null);

    expect(sessions.find(id)?.id).toBe(id);
  });
});
