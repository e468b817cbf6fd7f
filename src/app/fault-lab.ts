import { fields, isText } from "../base/guards.ts";
import { onDemand } from "../base/on-demand.ts";
import { type CertificateAuthority, certificateAuthority } from "../certificates/authority.ts";
import type { Config } from "../config/config.ts";
import type { NetworkFault } from "../contract/fault.ts";
import type { ChangedFault } from "../faults/armed-faults.ts";
import { type FaultLab, faultLab } from "../lab/lab.ts";
import type { Detour } from "../portal/post.ts";
import { applianceFile, type DataDirectory, DataDirectoryError } from "./data-directory.ts";
import type { Trust } from "./trust.ts";

interface LabSurroundings {
  readonly config: Pick<Config, "proxyVariables">;
  readonly directory: Pick<DataDirectory, "path" | "read" | "write"> | null;
  readonly trust: Pick<Trust, "authority" | "trustedCertificates">;
  readonly nextFaultId: () => string;
  readonly onFault: (changed: ChangedFault<NetworkFault>) => void;
}

/** The lab of networks before the stand-in portal; null where that is somebody else's. */
export function labBefore(
  standIn: { readonly url: string } | null,
  { config, directory, trust, nextFaultId, onFault }: LabSurroundings,
): FaultLab | null {
  if (standIn === null) return null;
  const { hostname, port, protocol } = new URL(standIn.url);
  return faultLab({
    standIn: {
      address: hostname.replace(/^\[(.*)\]$/, "$1"),
      port: Number(port),
      isSecure: protocol === "https:",
    },
    authorities: {
      own: trust.authority,
      appliance: onDemand(() => applianceIn(directory)),
    },
    trustedCertificates: trust.trustedCertificates,
    proxyVariables: config.proxyVariables,
    nextFaultId,
    onFault,
  });
}

/** The way of a request while a network waits for one. */
export const detourThrough = (lab: FaultLab | null): Detour | null => lab?.strike ?? null;

const isKept = fields({ certificate: isText, key: isText });

/** The authority of the appliance that reads along: the same at every start, so that who has come to trust it goes on to. */
async function applianceIn(directory: LabSurroundings["directory"]): Promise<CertificateAuthority> {
  const stored = directory?.read(applianceFile);
  if (directory && stored !== undefined && !isKept(stored)) {
    throw new DataDirectoryError(
      `${directory.path(applianceFile)} holds no certificate authority. Move it away: a new one is made then.`,
    );
  }
  const authority = await certificateAuthority(
    "Understudy inspecting appliance",
    isKept(stored) ? stored : undefined,
  );
  const { certificate, key } = authority;
  if (stored === undefined) directory?.write(applianceFile, { certificate, key });
  return authority;
}
