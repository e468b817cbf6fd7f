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
