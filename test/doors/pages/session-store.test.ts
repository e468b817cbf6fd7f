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
});
