import { type Config, publicAdminToken } from "../config/config.ts";
import { type KnownSecrets, knownSecrets } from "../traffic/known-secrets.ts";
import type { Credentials } from "./credentials.ts";

/** What an emulator has been given and has drawn that must not be repeated anywhere. */
export function ownSecrets(config: Config, { root, staff, tokens }: Credentials): KnownSecrets {
  const secrets = knownSecrets();
  const { portalAdminToken, proxyVariables: proxies } = config;
  secrets.add(
    tokens.admin,
    tokens.user,
    tokens.readApi,
    root.password,
    staff.password,
    config.activationCode,
    config.codeToActivate,
    config.smtpUrl?.login?.password,
    // Everybody knows what the product sends unless it is told otherwise.
    portalAdminToken === publicAdminToken ? null : portalAdminToken,
    ...[proxies.http_proxy, proxies.HTTP_PROXY, proxies.https_proxy, proxies.HTTPS_PROXY].flatMap(
      passwordsIn,
    ),
  );
  return secrets;
}

/** The password in an address, as it stands there and as it is meant. */
function passwordsIn(address: string | undefined): readonly string[] {
  const password = URL.parse(address ?? "")?.password ?? "";
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
