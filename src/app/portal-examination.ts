import type { Config } from "../config/config.ts";
import type { Report } from "../doctor/report.ts";
import type { FaultLab } from "../lab/lab.ts";
import { networkRulesOf } from "../network/rules.ts";
import type { PortalTimeouts } from "../network/timeouts.ts";
import type { Destination } from "../portal/post.ts";
import type { DataDirectory } from "./data-directory.ts";
import type { KeptSettings } from "./instance-settings.ts";

interface Examined {
  readonly config: Pick<Config, "trustedCerts">;
  readonly settings: KeptSettings["now"];
  readonly directory: Pick<DataDirectory, "trustedCertificates"> | null;
  /** Where the portal is while no fault of the network is armed. */
  readonly usual: Destination;
  readonly lab: Pick<FaultLab, "view"> | null;
  readonly timeouts: PortalTimeouts;
}

/** How many examinations go on at once: each has a dozen connections, for as long as nobody answers. */
const mostAtOnce = 20;

/**
 * Examines the way from the instance to its portal as it is now, or to another one, of which a network at fault knows
 * nothing. Null if too many are under way.
 */
export function portalExamination({ config, settings, directory, usual, lab, timeouts }: Examined) {
  let underWay = 0;

  async function examination(wanted: string | undefined): Promise<Report> {
    // Loaded when somebody asks for it: few do.
    const { examine } = await import("../doctor/examine.ts");
    await using view = (await lab?.view()) ?? null;
    const isMeant = view !== null && [undefined, hostOf(view.portalUrl)].includes(hostOf(wanted));
    const { portalUrl, network } = isMeant ? view : usual;
    return examine({
      portalUrl: wanted ?? portalUrl,
      network,
      rules: networkRulesOf(settings.gitlabVersion),
      timeouts,
      userAgent: settings.userAgent,
      trustedDirectory: config.trustedCerts ?? directory?.trustedCertificates ?? null,
    });
  }

  return async (wanted?: string): Promise<Report | null> => {
    if (underWay === mostAtOnce) return null;
    underWay += 1;
    try {
      return await examination(wanted);
    } finally {
      underWay -= 1;
    }
  };
}

const hostOf = (url: string | undefined) =>
  url === undefined ? undefined : (URL.parse(url)?.hostname ?? "");
