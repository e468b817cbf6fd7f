import type { Fault } from "../../../../src/package/verbs.ts";

/** A fault that can be turned on, with the one field that it may want. */
export interface Switch {
  readonly kind: Fault["kind"];
  readonly endpoint: Fault["endpoint"];
  readonly name: string;
  readonly field?: {
    readonly name: string;
    readonly label: string;
    readonly isNumber: boolean;
    readonly initial: string;
    readonly read: (typed: string) => unknown;
  };
}

interface Group {
  readonly title: string;
  /** Whether it breaks what an external portal does itself. */
  readonly isOfPortal: boolean;
  readonly switches: readonly Switch[];
}

const status = (initial: string) =>
  ({ name: "status", label: "HTTP status", isNumber: true, initial, read: Number }) as const;
const ms = {
  name: "ms",
  label: "milliseconds",
  isNumber: true,
  initial: "5000",
  read: Number,
} as const;
const errors = {
  name: "errors",
  label: "what it says",
  isNumber: false,
  initial: "This code was used before.",
  read: (typed: string) => [typed],
} as const;

/** What a request to an endpoint is for. */
export const endpoints: Readonly<Record<string, string>> = {
  activate: "at an activation",
  "seat-links": "at a sync",
  "any-portal": "at any request to the portal",
  graphql: "at the instance's GraphQL",
  "admin-page": "at the subscription page",
  hosted: "at the hosted product",
  network: "on the way to the portal",
};

const network = (kind: Fault["kind"], name: string): Switch => ({
  kind,
  endpoint: "network",
  name,
});
const portal = (kind: Fault["kind"], name: string): Switch => ({
  kind,
  endpoint: "any-portal",
  name,
});

export const groups: readonly Group[] = [
  {
    title: "Portal answers",
    isOfPortal: true,
    switches: [
      { ...portal("status", "Answers with a status"), field: status("503") },
      { ...portal("delay", "Answers late"), field: ms },
      portal("silence", "Never answers"),
      portal("drop-connection", "Closes the connection"),
      portal("html", "Answers with a page"),
      portal("broken-json", "Answers with broken JSON"),
      portal("truncated", "Answers with half a JSON"),
      portal("empty", "Answers with nothing"),
      { ...portal("errors", "Refuses the code or report"), field: errors },
      portal("graphql-errors", "Answers with GraphQL errors"),
      portal("foreign-key", "License of a foreign key"),
      portal("expired-license", "Expired license"),
      portal("future-license", "License that starts later"),
      portal("legacy-license", "License of the old kind"),
      portal("invalid-key", "License that is none"),
      portal("no-license", "Leaves out the license"),
      portal("no-future-subscriptions", "Leaves out what is to come"),
      portal("no-errors-key", "Leaves out the list of errors"),
    ],
  },
  {
    title: "Instance pages",
    isOfPortal: false,
    switches: [
      {
        kind: "status",
        endpoint: "admin-page",
        name: "Subscription page fails",
        field: status("500"),
      },
      { kind: "delay", endpoint: "admin-page", name: "Subscription page is late", field: ms },
      { kind: "status", endpoint: "graphql", name: "GraphQL fails", field: status("502") },
      { kind: "delay", endpoint: "graphql", name: "GraphQL is late", field: ms },
      { kind: "html", endpoint: "graphql", name: "GraphQL answers with a page" },
    ],
  },
  {
    title: "Network to the portal",
    isOfPortal: true,
    switches: [
      network("dns-nxdomain", "DNS: unknown name"),
      network("dns-servfail", "DNS: server fails"),
      network("dns-silent", "DNS: no answer"),
      network("dns-only-a", "DNS: IPv4 only"),
      network("dns-only-aaaa", "DNS: IPv6 only"),
      network("ipv6-blackhole", "IPv6: packets are lost"),
      network("ipv6-unreachable", "IPv6: no route"),
      network("tcp-refused", "TCP: refused"),
      network("tcp-reset", "TCP: reset"),
      network("tcp-blackhole", "TCP: packets are lost"),
      network("tcp-silent", "TCP: never answered"),
      network("tcp-garbage", "TCP: no HTTP"),
      network("tcp-closed", "TCP: closed at once"),
      network("tls-self-signed", "TLS: self-signed"),
      network("tls-unknown-issuer", "TLS: unknown issuer"),
      network("tls-inspected", "TLS: an appliance reads along"),
      network("tls-expired", "TLS: certificate expired"),
      network("tls-not-yet-valid", "TLS: certificate not valid yet"),
      network("tls-wrong-host", "TLS: other host"),
      network("tls-old-only", "TLS: 1.1 at most"),
      network("tls-plain-http", "TLS: plain HTTP on its port"),
      network("tls-closed", "TLS: handshake is cut"),
      network("proxy-required", "Proxy: only a proxy leads out"),
      network("proxy-407", "Proxy: wants credentials"),
      network("proxy-403", "Proxy: refuses the portal"),
      network("proxy-502", "Proxy: cannot reach the portal"),
      network("proxy-closed", "Proxy: closes every connection"),
      network("proxy-resolves", "Proxy: it alone resolves names"),
    ],
  },
];
