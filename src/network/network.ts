/** A network, as one who is on it sees it. */
export interface Network {
  /** Names that are known without asking anybody, as a hosts file gives them. */
  readonly hosts?: Readonly<Record<string, readonly string[]>>;
  /** Who is asked for names, such as `127.0.0.1:5353`; null asks as the machine does. */
  readonly nameServers: readonly string[] | null;
  /** Where a connection to an address leads; null if there is no route to it. */
  readonly route: (to: Endpoint) => Endpoint | null;
  readonly proxyVariables: ProxyVariables;
  /** Certificates that are trusted besides those that Node brings: PEM, one each. */
  readonly trustedCertificates: () => readonly string[];
}

export interface Endpoint {
  /** IPv4 or IPv6, without brackets. */
  readonly address: string;
  readonly port: number;
}

/** Variables of the environment that name proxies, as they are spelled there; one that is absent is not set. */
export type ProxyVariables = Readonly<Partial<Record<(typeof proxyVariableNames)[number], string>>>;

const proxyVariableNames = [
  "http_proxy",
  "HTTP_PROXY",
  "https_proxy",
  "HTTPS_PROXY",
  "no_proxy",
  "NO_PROXY",
  "REQUEST_METHOD",
] as const;

/** Those of an environment. */
export const proxyVariablesIn = (
  environment: Readonly<Record<string, string | undefined>>,
): ProxyVariables =>
  Object.fromEntries(
    proxyVariableNames.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** How long each phase may take, in milliseconds. */
export interface NetworkTimeouts {
  /** For a name. */
  readonly lookupMs: number;
  /** For TCP, for a proxy's tunnel, and for TLS: each. */
  readonly connectMs: number;
}

/** The machine's own network. */
export const ownNetwork = (
  proxyVariables: ProxyVariables,
  trustedCertificates: Network["trustedCertificates"],
): Network => ({
  nameServers: null,
  route: (to) => to,
  proxyVariables,
  trustedCertificates,
});
