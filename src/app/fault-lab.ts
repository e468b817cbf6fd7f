import { createPrivateKey, X509Certificate } from "node:crypto";
import { fields, isText } from "../base/guards.ts";
import { onDemand } from "../base/on-demand.ts";
import { unbracketed } from "../base/unbracketed.ts";
import {
  type CertificateAuthority,
  certificateAuthority,
  isExpired,
  type KeptAuthority,
} from "../certificates/authority.ts";
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
  const kept = keptIn(directory);
  const { hostname, port, protocol } = new URL(standIn.url);
  return faultLab({
    standIn: {
      address: unbracketed(hostname),
      port: Number(port),
      isSecure: protocol === "https:",
    },
    authorities: {
      own: trust.authority,
      appliance: onDemand(() => applianceOf(kept, directory)),
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

/** The authority of the appliance, as a data directory keeps it: whoever has come to trust it goes on to at the next start. */
function keptIn(directory: LabSurroundings["directory"]): KeptAuthority | undefined {
  const stored = directory?.read(applianceFile);
  if (!directory || stored === undefined) return undefined;
  if (isKept(stored) && isPair(stored)) {
    return isExpired(stored.certificate) ? undefined : stored;
  }
  throw new DataDirectoryError(
    `${directory.path(applianceFile)} holds no certificate authority. Move it away: a new one is made then.`,
  );
}

function isPair({ certificate, key }: KeptAuthority): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

async function applianceOf(
  kept: KeptAuthority | undefined,
  directory: LabSurroundings["directory"],
): Promise<CertificateAuthority> {
  const authority = await certificateAuthority("Understudy inspecting appliance", kept);
  const { certificate, key } = authority;
  if (!kept) directory?.write(applianceFile, { certificate, key });
  return authority;
}
