import { knownMethods, knownNames, type Method, ofEverything } from "./known-methods.ts";
import type { Type } from "./values.ts";

/** What can be typed of one thing. */
interface Known {
  /** As it is typed, or what it is: `License`, `a license`. */
  readonly of: string;
  /** `find(123)`, `plan`. */
  readonly methods: readonly string[];
}

/** How a thing is called that has no name of its own. */
const called: { readonly [T in Type]?: string } = {
  license: "a license",
  licenses: "licenses",
  users: "users",
  text: "a text",
  errors: "errors",
  response: "an answer",
  url_helpers: "url_helpers",
  seat_link_data: "SeatLinkData",
};

/** Every method that is known, by what it is called on. */
export const knownLines: readonly Known[] = Object.entries<
  Readonly<Record<string, Pick<Method, "takes">>>
>({ ...knownMethods, anything: ofEverything }).map(([of, methods]) => ({
  of: called[of as Type] ?? of,
  methods: Object.entries(methods).flatMap(([name, { takes = [[]] }]) =>
    takes.map((taken) =>
      taken.length === 0 ? name : `${name}(${taken.map(({ shown }) => shown).join(", ")})`,
    ),
  ),
}));

/** Constants that have a value themselves. */
export const knownConstants: readonly string[] = Object.keys(knownNames);

/** All of them in one line. */
export const knownInShort = (): string =>
  `Known are: ${knownLines.map(({ of, methods }) => `${of} (${methods.join(", ")})`).join("; ")}; ${knownConstants.join("; ")}.`;
