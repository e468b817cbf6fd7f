import type { Config } from "../config/config.ts";
import { networkRulesOf } from "../network/rules.ts";
import type { PortalTimeouts } from "../network/timeouts.ts";
import { portalAt } from "../portal/client.ts";
import type { Destination, Detour } from "../portal/post.ts";
import type { Exchange } from "../traffic/exchange.ts";
import type { KnownSecrets } from "../traffic/known-secrets.ts";
import type { identifiersOf } from "./credentials.ts";
import type { KeptSettings } from "./instance-settings.ts";

interface ClientOptions {
  readonly config: Config;
  readonly settings: KeptSettings["now"];
  readonly identifiers: ReturnType<typeof identifiersOf>;
  readonly detour: Detour | null;
  readonly timeouts: PortalTimeouts;
  readonly onExchange: (exchange: Exchange) => void;
  readonly secrets: KnownSecrets;
}

/** The instance's client of the portal: who it says that it is, and how its version goes out. */
export const clientOfPortal = (
  { portalUrl, network }: Destination,
  { config, settings, identifiers, detour, timeouts, onExchange, secrets }: ClientOptions,
) =>
  portalAt(portalUrl, {
    identity: {
      get instanceId() {
        return identifiers.instanceId;
      },
      get uniqueInstanceId() {
        return identifiers.uniqueInstanceId;
      },
      get gitlabVersion() {
        return settings.gitlabVersion;
      },
      hostname: config.hostname,
      get userAgent() {
        return settings.userAgent;
      },
      adminEmail: config.portalAdminEmail,
      adminToken: config.portalAdminToken,
    },
    network,
    rules: () => networkRulesOf(settings.gitlabVersion),
    detour,
    timeouts,
    leakTransportTexts: () => settings.leakTransportTexts,
    onExchange,
    secrets,
  });
