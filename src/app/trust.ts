import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { fields, isText } from "../base/guards.ts";
import type { Log } from "../base/log.ts";
import { onDemand } from "../base/on-demand.ts";
import type { Random } from "../base/random.ts";
import { unbracketed } from "../base/unbracketed.ts";
import {
  type CertificateAuthority,
  certificateAuthority,
  isExpired,
  type KeptAuthority,
} from "../certificates/authority.ts";
import { trustedCertificatesIn } from "../certificates/trusted.ts";
import type { Config } from "../config/config.ts";
import { portalName } from "../lab/addresses.ts";
import type { Identity, Pair } from "../listener/tls.ts";
import { authorityFile, type DataDirectory, DataDirectoryError } from "./data-directory.ts";

/** What an emulator shows of itself over TLS, and whom its instance trusts. */
export interface Trust {
  /** What every listener shows; undefined where they speak HTTP without TLS. */
  readonly identity: Identity | undefined;
  /** The certificate of the own authority that has signed that, PEM; null where nothing is shown. */
  readonly own: string | null;
  /** The same; or of the authority that is there for when something is; null if there is none. */
  readonly known: () => string | null;
  /** The own authority, which is made and kept when it is asked for first. */
  readonly authority: () => Promise<CertificateAuthority>;
  /** PEM, one each: the own authority's if there is one, and what somebody has put there. The same array until one changes. */
  readonly trustedCertificates: () => readonly string[];
}

interface Surroundings {
  readonly directory: DataDirectory | null;
  readonly random: Random;
  readonly log: Log;
}

type TrustSettings = Pick<Config, "https" | "trustedCerts" | "host" | "hostname" | "externalUrl">;

export async function trustOf(
  config: TrustSettings,
  { directory, random, log }: Surroundings,
): Promise<Trust> {
  const kept = keptIn(directory, log);
  let known = kept?.certificate ?? null;
  const authority = onDemand(async () => {
    const own = await authorityOf(kept, directory, random);
    known = own.certificate;
    return own;
  });
  const shown = config.https ? await authority() : null;
  const folder = config.trustedCerts ?? directory?.trustedCertificates;
  const others =
    folder === undefined ? () => none : trustedCertificatesIn(folder, (told) => log.warn(told));
  return {
    identity: shown ? await identityOf(shown, namesOf(config)) : undefined,
    own: shown?.certificate ?? null,
    known: () => known,
    authority,
    trustedCertificates: besides(() => known, others),
  };
}

const none: readonly string[] = [];

/** The own certificate before others, as one array until one changes. */
function besides(
  own: () => string | null,
  others: () => readonly string[],
): () => readonly string[] {
  let before: { readonly first: string | null; readonly rest: readonly string[] } | undefined;
  let together = none;
  return () => {
    const [first, rest] = [own(), others()];
    if (first !== before?.first || rest !== before.rest) {
      together = first === null ? rest : [first, ...rest];
      before = { first, rest };
    }
    return together;
  };
}

const isKept = fields({ certificate: isText, key: isText });

/** The authority that a data directory keeps; undefined if there is none that is valid still. */
function keptIn(directory: DataDirectory | null, log: Log): KeptAuthority | undefined {
  const stored = directory?.read(authorityFile);
  if (!directory || stored === undefined) return undefined;
  if (!isKept(stored) || !isCertificate(stored.certificate)) {
    throw new DataDirectoryError(
      `${directory.path(authorityFile)} holds no certificate authority. Move it away: a new one is made then, which whoever trusted the old one has to trust.`,
    );
  }
  if (!isExpired(stored.certificate)) return stored;
  log.warn(
    "The certificate authority that this data directory keeps has expired. With --https there is a new one, which whoever trusted the old one has to trust: understudy ca export.",
  );
  return undefined;
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).ca;
  } catch {
    return false;
  }
}

async function authorityOf(
  kept: KeptAuthority | undefined,
  directory: DataDirectory | null,
  random: Random,
): Promise<CertificateAuthority> {
  // Who trusts several tells them apart.
  const number = random.bytes("certificate-authority", 4).toString("hex");
  const authority = await certificateAuthority(`Understudy CA ${number}`, kept);
  const { certificate, key } = authority;
  if (!kept) directory?.write(authorityFile, { certificate, key });
  return authority;
}

/** What the listeners go by: names of this machine, those that the operator has given, and the portal's own. */
function namesOf({ host, hostname, externalUrl }: TrustSettings): readonly string[] {
  const external = externalUrl === null ? undefined : URL.parse(externalUrl)?.hostname;
  const own = ["localhost", "*.localhost", "127.0.0.1", "::1", portalName];
  const given = [host, hostname, external ?? ""].map((name) => unbracketed(name).toLowerCase());
  const certifiable = given.filter((name) => isIP(name) !== 0 || /^[\w-]+(\.[\w-]+)*$/.test(name));
  return [...new Set([...own, ...certifiable])];
}

/** How many names of this machine have a certificate of their own. */
const most = 100;

async function identityOf(
  authority: CertificateAuthority,
  names: readonly string[],
): Promise<Identity> {
  const { certificate, key } = await authority.issue({ names });
  const own = new Map<string, Promise<Pair>>();
  return {
    certificate,
    key,
    // `*.localhost` is none that clients take: they want two dots behind a star.
    async pairFor(name) {
      if (own.has(name)) return own.get(name) ?? null;
      if (!/^[\w-]+(\.[\w-]+)*\.localhost$/i.test(name) || own.size === most) return null;
      const issued = authority.issue({ names: [name] });
      own.set(name, issued);
      return issued;
    },
  };
}
