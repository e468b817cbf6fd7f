/** How the stand-in portal or the instance misbehaves: once, at the next activation, unless said. */
export type Fault = (
  | (Disturbance & {
      /** `activate` (unless said) is the next activation, `any-portal` any request to the portal, `graphql` the instance's GraphQL. */
      readonly endpoint?: "activate" | "seat-links" | "any-portal" | "graphql" | undefined;
    })
  | (FalseAnswer & {
      /** `activate` (unless said) is the next activation, `seat-links` the next report, `any-portal` either. */
      readonly endpoint?: "activate" | "seat-links" | "any-portal" | undefined;
    })
  | (FalsePayload & {
      /** Both are the next activation. */
      readonly endpoint?: "activate" | "any-portal" | undefined;
    })
) & {
  /** How many requests it befalls: 1 unless said. A standing fault stays until faults are cleared. */
  readonly times?: number | "standing" | undefined;
};

/** A fault that is still to come. */
export type ArmedFault = (Disturbance | FalseAnswer | FalsePayload) & {
  readonly id: string;
  readonly endpoint: "activate" | "seat-links" | "any-portal" | "graphql";
  readonly times: number | "standing";
};

/** What can befall every request. The table of docs/faults.md says what the administrator sees of each. */
export type Disturbance =
  | {
      /** Answers with this status, without doing the work. */
      readonly kind: "status";
      readonly status: number;
      /** Seconds. */
      readonly retryAfter?: number | undefined;
      readonly body?: string | undefined;
    }
  /** Works, late. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Closes the socket, before the work unless said. */
  | { readonly kind: "drop-connection"; readonly when?: "before" | "after" | undefined }
  /** Answers 200 with such a body. */
  | { readonly kind: "truncated" | "html" | "broken-json" | "empty" }
  /** Takes the request, and never answers. */
  | { readonly kind: "silence" };

/** What an activation and a report to the portal can be answered. */
export type FalseAnswer =
  /** Refuses with these texts: an activation in its payload, a report with 422. */
  | { readonly kind: "errors"; readonly errors: readonly string[] }
  /** Answers 200 with such a license, or without it or the list of what is to come. */
  | {
      readonly kind:
        | "foreign-key"
        | "expired-license"
        | "legacy-license"
        | "future-license"
        | "invalid-key"
        | "no-license"
        | "no-future-subscriptions";
    };

/** What only an activation can be answered. */
export type FalsePayload =
  /** Answers 200 with errors beside null data. */
  | {
      readonly kind: "graphql-errors";
      readonly errors?:
        | readonly {
            readonly message: string;
            readonly extensions?: Record<string, string | number | boolean | null> | undefined;
          }[]
        | undefined;
    }
  /** Answers 200 with a payload that has no errors, not even none. */
  | { readonly kind: "no-errors-key" };
