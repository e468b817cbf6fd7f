/** The certificates that Node trusts, those of `NODE_EXTRA_CA_CERTS` among them, and one of an authority (PEM) besides. */
export const authoritiesBeside = (authority: string): string[] => [
  // An import would load TLS for whoever speaks none.
  ...process.getBuiltinModule("node:tls").getCACertificates("default"),
  authority,
];
