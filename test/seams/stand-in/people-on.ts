import { expect } from "vitest";
import { peopleOf } from "../../../src/stand-in/people/people.ts";
import { type MachineTime, machineTime } from "../../../src/time/clock.ts";
import { officeOn } from "./office-on.ts";

export const ada = {
  name: "Ada Lovelace",
  email: "ada@example.com",
  company: "Example AG",
  password: "correct horse",
  repeated: "correct horse",
};

export const staff = { kind: "staff", email: "staff@example.com" } as const;

/** Those who can sign in at a portal, on 1 June 2025. */
export async function peopleOn({ time = machineTime }: { readonly time?: MachineTime } = {}) {
  const { office, clock, events, [Symbol.dispose]: dispose } = await officeOn("2025-06-01");
  const people = peopleOf(office, { time, origin: () => "http://portal.test" });
  /** What the link says that was mailed last. */
  const lastLink = () => {
    const { text = "" } = office.books.mails({ limit: 1 })[0] ?? {};
    const [, token = ""] = /http:\/\/portal\.test\S+token=(\w+)/.exec(text) ?? [];
    return token;
  };
  return {
    office,
    clock,
    people,
    events,
    lastLink,
    mailed: () => office.books.mails().map(({ subject, to }) => ({ subject, to })),
    /** Somebody who has registered and confirmed the address. */
    async registered(fields: Partial<typeof ada> = {}) {
      const added = await people.signUp({ ...ada, ...fields });
      if (!added.ok) expect.fail(added.error.message);
      people.follow(lastLink(), "confirmation");
      return people.customer(added.value.id) ?? expect.fail("Nobody has registered.");
    },
    [Symbol.dispose]: dispose,
  };
}
