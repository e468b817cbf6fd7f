import {
  type AccessTokens,
  administrator,
  type DrawToken,
  type Grant,
  type IssuedToken,
  type NewToken,
  type Scope,
  type Username,
} from "../activation/viewer.ts";
import { fields, type Guarded, isText, orMissing } from "../base/guards.ts";
import type { Log } from "../base/log.ts";
import { type Random, randomAlphanumeric } from "../base/random.ts";
import { isSameSecret } from "../base/secret.ts";
import { namedUuid, randomUuid } from "../base/uuid.ts";
import { type Config, publicAdminToken } from "../config/config.ts";
import { type Database, inTransaction } from "../db/database.ts";
import { readFact, writeFact } from "../db/facts.ts";
import { isLoopback } from "../listener/allowed-host.ts";
import type { StandIn } from "../stand-in/stand-in.ts";
import type { Instant } from "../time/calendar.ts";
import type { Clock } from "../time/clock.ts";
import type { KnownSecrets } from "../traffic/known-secrets.ts";
import { credentialsFile, type DataDirectory, DataDirectoryError } from "./data-directory.ts";

const isOfInstance = fields({
  root: fields({ username: isText, password: isText }),
  tokens: fields({ admin: isText, user: isText, readApi: isText }),
});
const isStaff = fields({ email: isText, password: isText });
/** Versions without pages for the portal's staff have stored none. */
const mayHaveStaff = fields({ staff: orMissing(isStaff) });

/** What a person needs to sign in and to call the API; made at first start and kept with the data. */
export interface Credentials extends Guarded<typeof isOfInstance> {
  /** Who signs in to the admin area of the stand-in portal. */
  readonly staff: Guarded<typeof isStaff>;
}

/** What somebody wants to have as the texts of credentials; null leaves them as they are. */
type OwnTexts = Pick<Config, "rootPassword" | "adminToken" | "userToken">;

export function credentialsFor(
  directory: DataDirectory | null,
  random: Random,
  { rootPassword, adminToken, userToken }: OwnTexts,
): Credentials {
  const stored = directory?.read(credentialsFile);
  const { root, tokens, staff } =
    stored === undefined ? newCredentials(random) : checked(stored, directory, random);
  const credentials: Credentials = {
    root: { ...root, password: rootPassword ?? root.password },
    tokens: {
      ...tokens,
      admin: adminToken ?? tokens.admin,
      user: userToken ?? tokens.user,
    },
    staff,
  };
  directory?.write(credentialsFile, credentials);
  return credentials;
}

/** Says that a seed came too late for what a data directory keeps. */
export function tellOfUnusedSeed({ tokens }: Credentials, random: Random, log: Log) {
  // The other tokens may have a text of somebody's own.
  if (tokens.readApi === newCredentials(random).tokens.readApi) return;
  log.warn(
    "--seed is not what this data directory was made with: tokens, ids and codes that it keeps stay as they are.",
  );
}

/** Says that nothing was sold with a code of somebody's own. */
export function tellOfUnusedCode(code: string, standIn: Pick<StandIn, "isSold"> | null, log: Log) {
  if (standIn?.isSold(code)) return;
  log.warn(
    standIn
      ? "--activation-code is not that of this data directory's first subscription: it has the code that it was sold with. understudy portal sell --code sells another."
      : "--activation-code not used: it is a code of the stand-in portal, and --portal-url names another one.",
  );
}

/** The tokens of the ready line, with what they may do. */
export function readyTokens(
  { tokens }: Credentials,
  { adminMode: adminModeRequired, createdAt }: { adminMode: boolean; createdAt: Instant },
) {
  const adminMode: readonly Scope[] = adminModeRequired ? ["admin_mode"] : [];
  const ready = (name: keyof typeof tokens, user: Username, scopes: readonly Scope[]) => ({
    token: tokens[name],
    asked: { name, user, scopes, createdAt, expiresOn: null },
  });
  return [
    ready("admin", administrator, ["api", ...adminMode]),
    ready("user", "user", ["api"]),
    ready("readApi", administrator, ["read_api", ...adminMode]),
  ];
}

interface Issuing {
  readonly random: Random;
  readonly clock: Clock;
  readonly secrets: Pick<KnownSecrets, "addPassing">;
}

/** The clear text of a token is known once, when it is created. */
export function issuedTokens(tokens: AccessTokens, { random, clock, secrets }: Issuing) {
  type Asked = Omit<NewToken, "createdAt">;
  function created(token: string, { name, user, scopes, expiresOn }: Asked): IssuedToken {
    secrets.addPassing(token);
    const kept = tokens.create(token, { name, user, scopes, expiresOn, createdAt: clock.now() });
    return { ...kept, token };
  }
  const nextNumber = () => tokens.list().length + 1;
  const draw: DrawToken = (asked) =>
    created(`glpat-${randomAlphanumeric(random, `token/issued/${nextNumber()}`, 20)}`, asked);
  return {
    list: () => tokens.list(),
    revoke: (id: number) => tokens.revoke(id),
    draw,
    /** With a text of one's own; null if another token has it. */
    create(grant: Grant, own?: string): IssuedToken | null {
      if (own !== undefined && tokens.isKnown(own)) return null;
      const asked = { name: `token ${nextNumber()}`, ...grant };
      return own === undefined ? draw(asked) : created(own, asked);
    },
  };
}

/** Whether a name and a password are root's. */
export const passwordCheck =
  ({ root }: Credentials) =>
  (username: string, password: string): boolean =>
    username === root.username && isSameSecret(password, root.password);

function newCredentials(random: Random): Credentials {
  const token = (name: string) => `glpat-${randomAlphanumeric(random, `token/${name}`, 20)}`;
  return {
    root: { username: administrator, password: randomAlphanumeric(random, "root-password", 20) },
    tokens: { admin: token("admin"), user: token("user"), readApi: token("read-api") },
    staff: newStaff(random),
  };
}

/** Who signs in to the admin area of the stand-in portal; null where there is none. */
export const staffOf = (
  { staff }: Credentials,
  standIn: object | null,
): Credentials["staff"] | null => (standIn === null ? null : staff);

/** The member of the stand-in portal's staff. */
const newStaff = (random: Random): Credentials["staff"] => ({
  email: "support@portal.example.com",
  password: randomAlphanumeric(random, "staff-password", 20),
});

function checked(stored: unknown, directory: DataDirectory | null, random: Random): Credentials {
  if (isOfInstance(stored) && mayHaveStaff(stored)) {
    return { ...stored, staff: stored.staff ?? newStaff(random) };
  }
  throw new DataDirectoryError(
    `${directory?.path(credentialsFile)} holds no credentials of Understudy. Move it away: new ones are made then, and the old ones open nothing any more.`,
  );
}

/** The two UUIDs by which an instance shows itself to the portal: its own, and one derived from that and the host. */
export function identifiersOf(database: Database, random: Random, hostname: string) {
  function kept(): string {
    const stored = readFact(database, "instance_id");
    const instanceId = stored ?? randomUuid(random.bytes("instance-id", 16));
    if (stored === undefined) {
      inTransaction(database, (tx) => writeFact(tx, "instance_id", instanceId));
    }
    return instanceId;
  }
  kept();
  return {
    get instanceId() {
      return kept();
    },
    get uniqueInstanceId() {
      return namedUuid(hostname, kept());
    },
  };
}

/**
 * Who may use the stand-in portal's own API: whoever the instance says it is. A token that everybody knows is good
 * enough on this machine alone; where others can call, nobody may with it.
 */
export function portalAdminOf({
  host,
  portalAdminEmail: email,
  portalAdminToken: token,
}: Pick<Config, "host" | "portalAdminEmail" | "portalAdminToken">) {
  const isEnough = isLoopback(host) || token !== publicAdminToken;
  return isEnough ? { email, token } : null;
}

/** Who may use the control API: whoever has the token, or anybody on this machine where none is asked for. */
export function controlAccess(host: string, given: string | null, random: Random) {
  const drawn = given === "random" || (given === null && !isLoopback(host));
  const token = drawn ? randomAlphanumeric(random, "control-token", 32) : given;
  const isCaller = (authorization = "") =>
    token === null || isSameSecret(authorization, `Bearer ${token}`);
  return { token, isCaller };
}
