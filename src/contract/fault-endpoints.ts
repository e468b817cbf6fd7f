/** What a request to the portal can say of itself, so that a fault can wait for one that says it. */
export type Audience = "activationCode" | "subscription" | "instance";

/** Where a fault can hit. */
export const faultEndpoints = {
  activate: {
    hits: "an activation",
    party: "portal",
    says: ["activationCode", "subscription", "instance"],
  },
  "seat-links": { hits: "a report", party: "portal", says: ["subscription"] },
  "any-portal": {
    hits: "any request to the portal that can show it",
    party: "portal",
    says: ["activationCode", "subscription", "instance"],
  },
  graphql: { hits: "a request to the instance's GraphQL", party: "instance", says: [] },
  "admin-page": {
    hits: "a view of the instance's subscription page",
    party: "instance",
    says: [],
  },
  hosted: { hits: "a program's request to the hosted product", party: "hosted", says: [] },
  network: { hits: "what the instance sends to the portal", party: "network", says: [] },
} as const satisfies Record<
  string,
  {
    /** What is hit there, for people. */
    readonly hits: string;
    /** Who must run for it. */
    readonly party: "portal" | "instance" | "hosted" | "network";
    /** What such requests say of themselves, by which a fault can wait for some of them. */
    readonly says: readonly Audience[];
  }
>;
export type FaultEndpoint = keyof typeof faultEndpoints;

/** Who can be at fault in a network: the kinds of its faults begin with that, and one fault of each is in force at a time. */
export const networkParties = ["dns", "ipv6", "tcp", "tls", "proxy"] as const;
