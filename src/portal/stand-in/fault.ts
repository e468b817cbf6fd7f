import type { Armed } from "../../faults/armed-faults.ts";
import type { Disturbance } from "../../faults/disturbance.ts";

/**
 * One way the portal can misbehave.
 *
 * A fault is consumed by the next request to its endpoint and forgotten after `times` of them. `activate` is
 * `POST /graphql`, `seat-links` the daily report, `any-portal` any request; but a fault that only an activation can show
 * waits for one.
 */
export type Fault = (
  | (Disturbance & { readonly endpoint: "activate" | "seat-links" | "any-portal" })
  | (FalseAnswer & { readonly endpoint: "activate" | "any-portal" })
) & {
  /** A standing fault stays until it is removed, and the faults behind it wait. */
  readonly times: number | "standing";
};

export type ArmedFault = Armed<Fault>;

/** What only an activation can be answered. */
type FalseAnswer =
  | { readonly kind: "graphql-errors"; readonly errors?: readonly GraphqlError[] | undefined }
  | { readonly kind: "errors"; readonly errors: readonly string[] }
  | {
      readonly kind:
        | "foreign-key"
        | "expired-license"
        | "legacy-license"
        | "future-license"
        | "no-errors-key";
    };

interface GraphqlError {
  readonly message: string;
  readonly extensions?: Record<string, string | number | boolean | null> | undefined;
}

/** Whether the fault befalls a request for this. */
export function concerns(fault: Fault, asked: "activate" | "seat-links" | "other"): boolean {
  switch (fault.kind) {
    case "status":
    case "delay":
    case "drop-connection":
    case "truncated":
    case "html":
    case "broken-json":
    case "empty":
      return fault.endpoint === "any-portal" || fault.endpoint === asked;
    case "graphql-errors":
    case "errors":
    case "foreign-key":
    case "expired-license":
    case "legacy-license":
    case "future-license":
    case "no-errors-key":
      return asked === "activate";
  }
}
