import type { Report } from "../doctor/report.ts";
import type { Network } from "../network/network.ts";
import { networkRulesOf } from "../network/rules.ts";
import type { PortalTimeouts } from "../network/timeouts.ts";

interface View extends AsyncDisposable {
  readonly portalUrl: string;
  readonly network: Network;
}

interface ExaminationOptions {
  readonly portalUrl: string;
  readonly network: Network;
  /** The network that faults have made, as it is now; null if there is none. */
  readonly view: () => Promise<View | null>;
  readonly gitlabVersion: string;
  readonly userAgent: string;
  readonly timeouts: PortalTimeouts;
  /** Where certificates are that are trusted besides the usual ones; null if there is no such place. */
  readonly trustedDirectory: string | null;
}

/** Examines the way from the instance to its portal, or to another one. */
export const portalExamination =
  (options: ExaminationOptions) =>
  async (wanted?: string): Promise<Report> => {
    // Loaded when somebody asks for it: few do.
    const { examine } = await import("../doctor/examine.ts");
    await using view = await options.view();
    return examine({
      portalUrl: wanted ?? view?.portalUrl ?? options.portalUrl,
      network: view?.network ?? options.network,
      rules: networkRulesOf(options.gitlabVersion),
      timeouts: options.timeouts,
      userAgent: options.userAgent,
      trustedDirectory: options.trustedDirectory,
    });
  };
