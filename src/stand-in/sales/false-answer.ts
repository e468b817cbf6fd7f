import type { WrongKey } from "../licenses/current-license.ts";

/** What an activation and a report can be answered. */
export type FalseAnswer = FalseRefusal | SpoiledAnswer;

/** They are refused with these texts. */
interface FalseRefusal {
  readonly kind: "errors";
  readonly errors: readonly string[];
}

/** Apart from this the answer is right. */
export interface SpoiledAnswer {
  readonly kind: WrongKey | "no-license" | "no-future-subscriptions";
}
