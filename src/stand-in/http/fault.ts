import type { Armed } from "../../faults/armed-faults.ts";
import type { Disturbance } from "../../faults/disturbance.ts";
import type { FalseAnswer } from "../sales/redeem.ts";

/** What a request is for, as far as faults tell requests apart. */
export type Asked = "activate" | "seat-links" | "service-token";

/**
 * One way the portal can misbehave.
 *
 * A fault is consumed by the next request to its endpoint and forgotten after `times` of them. `activate` is
 * `POST /graphql`, `seat-links` the daily report, `any-portal` any request that can show the fault: a false answer waits
 * for an activation or a report, a false payload for an activation.
 */
export type Fault = (
  | ((Disturbance | FalseAnswer) & { readonly endpoint: "activate" | "seat-links" | "any-portal" })
  | (FalsePayload & { readonly endpoint: "activate" | "any-portal" })
) & {
  readonly activationCode?: string | undefined;
  readonly subscription?: string | undefined;
  readonly instance?: string | undefined;
  /** A standing fault stays until it is removed, and the faults behind it wait. */
  readonly times: number | "standing";
};

export type ArmedFault = Armed<Fault>;

/** What only an activation can be answered. */
type FalsePayload =
  | { readonly kind: "graphql-errors"; readonly errors?: readonly GraphqlError[] | undefined }
  | { readonly kind: "no-errors-key" };

interface GraphqlError {
  readonly message: string;
  readonly extensions?: Record<string, string | number | boolean | null> | undefined;
}
