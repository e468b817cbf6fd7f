import type { Onlooker } from "../../support/onlooker.ts";

/** Asserts what a scenario promises, and gives back what was said on the way: the words that it quotes are among it. */
export type Promised = (at: Onlooker) => Promise<readonly unknown[]>;

export type Promises = Readonly<Record<string, Promised>>;
