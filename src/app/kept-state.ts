import type { AccessTokens } from "../activation/viewer.ts";
import type { Log } from "../base/log.ts";
import { type Random, seededRandom, systemRandom } from "../base/random.ts";
import type { Config } from "../config/config.ts";
import { accessTokensIn, keepReadyTokens } from "../db/access-tokens.ts";
import { closeDatabase, type Database, openDatabase } from "../db/database.ts";
import type { MachineTime } from "../time/clock.ts";
import type { KnownSecrets } from "../traffic/known-secrets.ts";
import {
  type Credentials,
  credentialsFor,
  issuedTokens,
  readyTokens,
  tellOfUnusedSeed,
} from "./credentials.ts";
import { type DataDirectory, openDataDirectory } from "./data-directory.ts";
import { noteFirstBoot } from "./first-boot.ts";
import { type KeptSettings, keptSettings } from "./instance-settings.ts";
import { keptClock } from "./kept-clock.ts";
import { type KeptScenarios, keptScenarios } from "./kept-scenarios.ts";
import { tellOfLostInstance } from "./lost-database.ts";
import { ownSecrets } from "./own-secrets.ts";

/** What is kept between starts: the data directory, credentials, the instance's database and the clock. */
interface KeptState {
  /** Null in memory. */
  readonly directory: DataDirectory | null;
  readonly random: Random;
  readonly credentials: Credentials;
  readonly database: Database;
  readonly tokens: AccessTokens;
  readonly issued: ReturnType<typeof issuedTokens>;
  /** Tokens, passwords and codes that must not be repeated. */
  readonly secrets: KnownSecrets;
  readonly clock: ReturnType<typeof keptClock>;
  readonly settings: KeptSettings;
  readonly scenarios: KeptScenarios;
  /** Where the clock had come to, if `--now` has set it back; else null. */
  readonly setBackFrom: string | null;
}

export function openKeptState(
  config: Config,
  { log, machine }: { readonly log: Log; readonly machine: MachineTime },
  starting: AsyncDisposableStack,
): KeptState {
  const directory = config.data === null ? null : starting.use(openDataDirectory(config.data));
  if (directory?.warning) log.warn(directory.warning);
  if (directory) tellOfLostInstance(directory, log);
  const random = config.seed === null ? systemRandom : seededRandom(config.seed);
  const credentials = credentialsFor(directory, random, config);
  if (config.seed !== null) tellOfUnusedSeed(credentials, random, log);
  const database = openDatabase(directory?.path("instance.sqlite") ?? ":memory:");
  starting.defer(() => closeDatabase(database));
  noteFirstBoot(database);
  const tokens = accessTokensIn(database);
  const { calendar, now, frozen, adminMode } = config;
  const clock = keptClock(database, { calendar, now, frozen, machine });
  starting.defer(clock.end);
  keepReadyTokens(database, readyTokens(credentials, { adminMode, createdAt: clock.now() }));
  const secrets = ownSecrets(config, credentials);
  const issued = issuedTokens(tokens, { random, clock, secrets });
  const setBackFrom = clock.setBackFrom === null ? null : calendar.toIso(clock.setBackFrom);
  if (setBackFrom !== null) log.warn(setBack(setBackFrom, calendar.toIso(clock.now())));
  const settings = keptSettings(database, config, log);
  const kept = { directory, random, credentials, database, tokens, issued, secrets };
  const scenarios = keptScenarios(database);
  return { ...kept, clock, settings, scenarios, setBackFrom };
}

const setBack = (from: string, to: string) =>
  `The clock of this data directory was set back from ${from} to ${to}.`;
