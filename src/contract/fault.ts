import { z } from "zod";
import {
  type Audience,
  type FaultEndpoint,
  faultEndpoints,
  networkParties,
} from "./fault-endpoints.ts";
import { listOf, wholeNumber } from "./shapes.ts";

/** Which requests a kind of fault can hit; the first unless said. */
const endpoints = {
  /** What any server may suffer, the instance too. */
  anywhere: ["activate", "seat-links", "any-portal", "graphql", "admin-page", "hosted"],
  /** What the portal can answer to an activation and to a report. */
  inAnswer: ["activate", "seat-links", "any-portal"],
  /** What it can answer to an activation alone. */
  inActivation: ["activate", "any-portal"],
  /** What lies between the instance and the portal. */
  network: ["network"],
} as const satisfies Record<string, readonly FaultEndpoint[]>;

/** Where a kind can hit; the first unless said. */
export const endpointsOf = ({ where }: Pick<FaultKind, "where">): readonly FaultEndpoint[] =>
  endpoints[where];

/** Where a network is at fault, as whoever examines it says; null of a network that works. */
type FaultyLayer = "dns" | "tcp" | "proxy" | "tls" | null;

export interface FaultKind {
  /** What the server does. */
  readonly summary: string;
  readonly where: keyof typeof endpoints;
  readonly fields: z.ZodRawShape;
  /** Of what is wrong with a network. */
  readonly layer?: FaultyLayer;
  /** The field that stands behind the kind on the command line. */
  readonly argument?: string;
  /** Other words by which people look for it, apart by spaces. */
  readonly keywords?: string;
  /** What stands behind the kind in an example of the command line. */
  readonly example?: string;
}

/** Words for what a network does, by where it is at fault. */
const networkKeywords = {
  dns: "outage down name lookup resolve resolver",
  tcp: "outage down offline connection firewall",
  tls: "outage down https ssl certificate handshake",
  proxy: "outage down firewall corporate",
} as const;

const GraphqlError = z.strictObject({
  message: z.string(),
  extensions: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional(),
});

const credential = (what: string) =>
  z
    .string()
    .regex(/^[!-9;-~]{1,100}$/, {
      error: "must be 1 to 100 letters, digits or signs of ASCII, no colon among them",
    })
    .default("understudy")
    .describe(what);

/** Every kind of fault, in the order in which it is listed. What it does is the stand-in's, or of `faults/disturbance.ts`. */
export const faultKinds = {
  status: {
    summary: "Answer with an HTTP status, without doing the work.",
    keywords:
      "outage down unavailable maintenance rate limit error 4xx 5xx 401 403 404 429 500 502 503 504",
    where: "anywhere",
    fields: {
      status: wholeNumber(200, 599).meta({ description: "200 to 599", example: 503 }),
      retryAfter: wholeNumber(0, Number.MAX_SAFE_INTEGER)
        .optional()
        .describe("Seconds, sent as Retry-After."),
      body: z.string().optional().describe("Body of the answer."),
    },
    argument: "status",
    example: "503 --retry-after 60",
  },
  delay: {
    summary: "Work, but late.",
    keywords: "slow latency timeout lag",
    where: "anywhere",
    fields: { ms: wholeNumber(0).meta({ description: "Milliseconds.", example: 5_000 }) },
    argument: "ms",
    example: "25s",
  },
  "drop-connection": {
    summary: "Close the socket.",
    keywords: "outage down disconnect reset hang up",
    where: "anywhere",
    fields: {
      when: z
        .enum(["before", "after"])
        .default("before")
        .describe("Before the work, unless said, or after it."),
    },
    example: "--when after",
  },
  truncated: {
    summary: "Answer 200 with a JSON that breaks off.",
    keywords: "cut incomplete",
    where: "anywhere",
    fields: {},
  },
  html: {
    summary: "Answer 200 with a page.",
    where: "anywhere",
    fields: {},
    keywords: "captive portal maintenance page",
  },
  "broken-json": {
    summary: "Answer 200 with broken JSON.",
    where: "anywhere",
    fields: {},
    keywords: "malformed parse",
  },
  empty: { summary: "Answer 200 with nothing.", where: "anywhere", fields: {}, keywords: "blank" },
  silence: {
    summary: "Take the request, and never answer.",
    where: "anywhere",
    fields: {},
    keywords: "outage down timeout hang",
  },
  "graphql-errors": {
    summary: "Answer 200 with top-level errors and null data.",
    where: "inActivation",
    fields: {
      errors: listOf(GraphqlError, "error")
        .readonly()
        .optional()
        .describe("Their messages; one of its own unless said."),
    },
    argument: "errors",
    example: '"Field is not known"',
  },
  errors: {
    summary: "Refuse with these errors: an activation in its payload, a report with 422.",
    where: "inAnswer",
    fields: {
      errors: listOf(z.string(), "error")
        .readonly()
        .meta({ description: "The errors.", example: ["This code was used before."] }),
    },
    argument: "errors",
    example: '"This code was used before." "Ask your seller."',
  },
  "foreign-key": {
    summary: "Send a license signed with a key that the instance does not know.",
    where: "inAnswer",
    fields: {},
  },
  "expired-license": { summary: "Send an expired license.", where: "inAnswer", fields: {} },
  "legacy-license": { summary: "Send a legacy license.", where: "inAnswer", fields: {} },
  "future-license": {
    summary: "Send a license that starts later.",
    where: "inAnswer",
    fields: {},
  },
  "invalid-key": { summary: "Send a license that is none.", where: "inAnswer", fields: {} },
  "no-license": { summary: "Leave out the license.", where: "inAnswer", fields: {} },
  "no-future-subscriptions": {
    summary: "Leave out the list of what is to come.",
    where: "inAnswer",
    fields: {},
  },
  "no-errors-key": { summary: "Leave out the list of errors.", where: "inActivation", fields: {} },
  "dns-nxdomain": networkKind("dns", "The name server knows no name (NXDOMAIN)."),
  "dns-servfail": networkKind("dns", "The name server fails (SERVFAIL)."),
  "dns-silent": networkKind("dns", "The name server never answers.", "timeout"),
  "dns-only-a": networkKind(null, "The portal has IPv4 addresses only, and can be reached."),
  "dns-only-aaaa": networkKind(null, "The portal has IPv6 addresses only, and can be reached."),
  "ipv6-blackhole": networkKind(
    "tcp",
    "What is sent to the portal's IPv6 addresses is lost.",
    "timeout",
  ),
  "ipv6-unreachable": networkKind("tcp", "No route leads to the portal's IPv6 addresses."),
  "tcp-refused": blockedKind("Nothing listens at the portal's addresses.", "closed port"),
  "tcp-reset": blockedKind("Every connection is accepted, and reset."),
  "tcp-blackhole": blockedKind("What is sent to the portal's addresses is lost.", "timeout"),
  "tcp-silent": networkKind(
    "tcp",
    "Every connection is accepted, and never answered.",
    "timeout hang",
  ),
  "tcp-garbage": networkKind("tcp", "Every connection is answered with something other than HTTP."),
  "tcp-closed": networkKind("tcp", "Every connection is accepted, and closed without a byte."),
  "tls-self-signed": networkKind("tls", "The portal's certificate is signed with its own key."),
  "tls-unknown-issuer": networkKind(
    "tls",
    "The portal sends a certificate of an unknown authority, and not the authority's.",
  ),
  "tls-inspected": networkKind(
    "tls",
    "An appliance reads along: it signs the portal's certificate itself, and sends its own root.",
  ),
  "tls-expired": networkKind("tls", "The portal's certificate has expired."),
  "tls-not-yet-valid": networkKind("tls", "The portal's certificate is not valid yet."),
  "tls-wrong-host": networkKind("tls", "The portal's certificate is for another name."),
  "tls-old-only": networkKind("tls", "The portal speaks TLS 1.1 at most."),
  "tls-plain-http": networkKind("tls", "Plain HTTP is spoken on the port for HTTPS."),
  "tls-closed": networkKind("tls", "Every TLS handshake ends with the connection."),
  "proxy-required": {
    ...networkKind("proxy", "Only a proxy leads out, and a variable of the environment names it."),
    fields: {
      variable: z
        .enum(["http_proxy", "https_proxy", "both"])
        .default("http_proxy")
        .describe(
          "The variable. http_proxy, unless said, is a trap: the portal speaks HTTPS. With the others the portal can be reached.",
        ),
    },
    example: "--variable https_proxy",
  },
  "proxy-407": {
    ...networkKind("proxy", "Only a proxy leads out, and it wants credentials (407)."),
    fields: {
      user: credential("The user that it lets through; understudy unless said."),
      password: credential("The user's password; understudy unless said."),
    },
    example: "--user ada --password lovelace",
  },
  "proxy-403": networkKind("proxy", "Only a proxy leads out, and it refuses the portal (403)."),
  "proxy-502": networkKind(
    "proxy",
    "Only a proxy leads out, and it cannot reach the portal (502).",
  ),
  "proxy-closed": networkKind("proxy", "Only a proxy leads out, and it closes every connection."),
  "proxy-resolves": networkKind(
    "proxy",
    "Only a proxy leads out, and it alone can look up the portal's name.",
  ),
} as const satisfies Record<string, FaultKind>;

/** A kind that is a network's, which has no field of its own. */
function networkKind<Layer extends FaultyLayer>(layer: Layer, summary: string, more = "") {
  const keywords = `${layer === null ? "" : networkKeywords[layer]} ${more}`.trim();
  return { summary, where: "network", fields: {}, layer, keywords } as const;
}

/** One that a firewall makes, which may know some of the portal's addresses. */
function blockedKind(summary: string, more = "") {
  return {
    ...networkKind("tcp", summary, more),
    fields: {
      addresses: z
        .enum(["all", "first"])
        .default("all")
        .describe(
          "At which of the portal's addresses: all, unless said, or the first of IPv4 and of IPv6, while the others work.",
        ),
    },
    example: "--addresses first",
  } as const;
}

type Kinds = typeof faultKinds;
type FaultKindName = keyof Kinds;

const orStanding = ', or "standing"';
const times = z
  .union([wholeNumber(1, 1_000_000, orStanding), z.literal("standing")], {
    error: `must be a whole number from 1 to 1000000${orStanding}`,
  })
  .meta({
    id: "Times",
    description:
      "How many requests it hits, 1 unless said. A standing one stays until faults are cleared.",
  })
  .default(1);

/** Whom a fault of the portal is meant for: all unless said. */
export const faultAudiences = {
  activationCode: z
    .string()
    .regex(/^\w{24}$/, { error: "must be 24 letters, digits or underscores" })
    .optional()
    .meta({ description: "Only requests about this code.", example: "0123456789abcdefghijklmn" }),
  subscription: z
    .string()
    .regex(/^A-S\d{8,}$/, { error: "must be the name of a subscription, such as A-S00000002" })
    .optional()
    .meta({
      description: "Only requests with the code or a license key of this subscription.",
      example: "A-S00000002",
    }),
  instance: z
    .string()
    .regex(/^[\w-]{1,100}$/, { error: "must be the identifier of an instance" })
    .optional()
    .meta({ description: "Only activations of the instance with this identifier." }),
} satisfies Record<Audience, z.ZodType>;

type Endpoints<Name extends FaultKindName> = (typeof endpoints)[Kinds[Name]["where"]];

type FaultShape<Name extends FaultKindName, Shared extends z.ZodRawShape> = z.ZodObject<
  {
    kind: z.ZodLiteral<Name>;
    endpoint: z.ZodDefault<z.ZodEnum<{ [Endpoint in Endpoints<Name>[number]]: Endpoint }>>;
    times: typeof times;
  } & (Kinds[Name]["where"] extends "network" ? unknown : typeof faultAudiences) & {
      -readonly [Field in keyof Kinds[Name]["fields"]]: Kinds[Name]["fields"][Field];
    } & Shared,
  z.core.$strict
>;

/** Any of the kinds, with what all faults share. */
type AnyFault<Shared extends z.ZodRawShape> = {
  [Name in FaultKindName]: FaultShape<Name, Shared>;
}[FaultKindName];

function faultWith<Shared extends z.ZodRawShape>(shared: Shared) {
  const shapes = Object.entries<FaultKind>(faultKinds).map(([kind, { summary, where, fields }]) =>
    z
      .strictObject({
        kind: z.literal(kind),
        ...fields,
        endpoint: endpointOf(where),
        times,
        ...(where !== "network" && faultAudiences),
        ...shared,
      })
      .meta({ description: summary }),
  );
  // The table has at least one kind, and each shape is made of its entry.
  return z.discriminatedUnion("kind", shapes as unknown as [AnyFault<Shared>]);
}

function endpointOf(where: FaultKind["where"]) {
  const names = endpointsOf({ where });
  const [usual] = endpoints[where];
  const shape = z.enum(endpoints[where]).default(usual);
  return names.length === 1 ? shape : shape.describe(`What it hits. ${inWords(names)}`);
}

const inWords = ([usual, ...others]: readonly FaultEndpoint[]): string =>
  [
    ...(usual === undefined ? [] : [`${usual}, unless said, is ${faultEndpoints[usual].hits}`]),
    ...others.map((name) => `${name} is ${faultEndpoints[name].hits}`),
  ]
    .join("; ")
    .concat(".");

export const Fault = faultWith({}).meta({
  id: "Fault",
  description: `How the stand-in portal, the instance, the hosted product or the network misbehaves. Of the network one of each of ${networkParties.join(", ")} is in force at a time.`,
});
export type Fault = z.output<typeof Fault>;

export const ArmedFault = faultWith({ id: z.string() }).meta({
  id: "ArmedFault",
  description: "A fault that is still to come.",
});
export type ArmedFault = z.output<typeof ArmedFault>;

type At<One, Endpoint> = One extends { readonly endpoint: infer All }
  ? [Extract<All, Endpoint>] extends [never]
    ? never
    : One & { readonly endpoint: Extract<All, Endpoint> }
  : never;

/** One that hits the portal. */
export type PortalFault = At<Fault, "activate" | "seat-links" | "any-portal">;

/** One that hits the instance. */
export type InstanceFault = At<Fault, "graphql" | "admin-page">;

/** One that hits the hosted product. */
export type HostedFault = At<Fault, "hosted">;

/** One that is a network between instance and portal. */
export type NetworkFault = At<Fault, "network">;

/** Where a network fault puts the network at fault; null if it leaves one that works. */
export const faultyLayerOf = (fault: NetworkFault): FaultyLayer =>
  fault.kind === "proxy-required" && fault.variable !== "http_proxy"
    ? null
    : faultKinds[fault.kind].layer;
