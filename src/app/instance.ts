import { createHash } from "node:crypto";
import type { Activation, ActivationFailure } from "../activation/activate.ts";
import type { AddOnSeats } from "../activation/add-ons.ts";
import type { Edition } from "../activation/edition.ts";
import { explainLicenseFile, type LicenseExplained } from "../activation/explain-license.ts";
import type { InstanceSettings } from "../activation/instance-settings.ts";
import type { Installed, LicenseRecord, LicenseRecords } from "../activation/license-records.ts";
import type { Portal } from "../activation/portal.ts";
import type { OnRefused } from "../activation/refused-license.ts";
import { type UploadFailure, type UploadPorts, upload } from "../activation/upload.ts";
import type { UsageExports } from "../activation/usage-csv.ts";
import type { UserRecords } from "../activation/user-records.ts";
import { type AccessTokens, type DrawToken, usernames } from "../activation/viewer.ts";
import type { Log } from "../base/log.ts";
import { type Random, randomAlphanumeric, systemRandom } from "../base/random.ts";
import { remembered } from "../base/remembered.ts";
import type { Result } from "../base/result.ts";
import { type Database, inTransaction } from "../db/database.ts";
import { addOnSeatsIn, readFact, usageExportsIn, writeFact } from "../db/facts.ts";
import { jobRecordsIn, serviceTokenRecordsIn } from "../db/job-records.ts";
import { licenseRecordsIn } from "../db/license-records.ts";
import { decodeAgain, type ReadLicense } from "../db/stored-licenses.ts";
import { userRecordsIn } from "../db/user-records.ts";
import type { InstanceFaults } from "../instance/instance-faults.ts";
import { sessionStore } from "../instance/session-store.ts";
import type { JobRecords, ServiceTokenRecords } from "../jobs/job-records.ts";
import type { Ran } from "../jobs/ran.ts";
import { type DailyJob, dailyJobs } from "../jobs/schedule.ts";
import { isAssetOfPages } from "../layout/assets.ts";
import { readLicense } from "../license/read-license.ts";
import type { ReadingKeys } from "../license/reading-keys.ts";
import { attempts } from "../listener/attempts.ts";
import { type Listener, type ListenTo, type Service, startListener } from "../listener/server.ts";
import { explorerIn, isAssetOfExplorer } from "../pages/explorer.ts";
import { asksForPage, type Neighbors, type Pages, pagesOf, refusalPage } from "../pages/page.ts";
import { toRefusal } from "../schema/answers.ts";
import { graphqlServer } from "../schema/graphql-server.ts";
import type { Calendar } from "../time/calendar.ts";
import { type KeptClock, machineTime, steadyTime } from "../time/clock.ts";
import type { KnownSecrets } from "../traffic/known-secrets.ts";
import type { Traffic } from "../traffic/traffic.ts";
import { type JobWorker, jobWorker } from "../worker/worker.ts";
import { activationWithReport, logActivation } from "./activation.ts";
import { inFreeEdition } from "./free-edition.ts";
import { instanceHandler, instanceTable, readable } from "./instance-routes.ts";

export interface InstanceOptions {
  readonly edition: Edition;
  readonly listenTo: ListenTo;
  /** Null if it is the listener's own URL. */
  readonly externalUrl: string | null;
  readonly database: Database;
  readonly clock: KeptClock;
  readonly random: Random;
  readonly portal: Portal;
  /** How long silent portals are waited for while the clock is moved, in all, in milliseconds. */
  readonly patienceMs: number;
  readonly readingKeys: ReadingKeys;
  /** As they are when they are asked for. */
  readonly settings: InstanceSettings;
  readonly tokens: AccessTokens;
  readonly drawToken: DrawToken;
  /** Whether somebody may sign in with a password. */
  readonly isPassword: (username: string, password: string) => boolean;
  /** Whether administrators must enter admin mode. */
  readonly adminMode: boolean;
  readonly faults: InstanceFaults;
  readonly traffic: Pick<Traffic, "record">;
  readonly log: Log;
  /** What must not be logged of what a portal says. */
  readonly secrets: Pick<KnownSecrets, "clean">;
  readonly onRefused: OnRefused;
  /** Told of each job that has run. */
  readonly onRan: () => void;
  /** A code that the stand-in portal has sold and nobody has used; null if none is known. */
  readonly unusedCode: () => string | null;
  /** Where every page leads besides. */
  readonly neighbors: () => Neighbors;
  /** Done before anybody can ask for a license. What is stored is so in every edition. */
  readonly beforeOpening: (ports: {
    readonly upload: UploadPorts & { readonly licenses: LicenseRecords };
    readonly storedLicenses: LicenseRecords;
  }) => Promise<void>;
}

/** One GitLab self-managed instance, as far as its license goes. */
export interface Instance extends Listener {
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
  activate(activation: Activation): Promise<Result<Installed, ActivationFailure>>;
  /** What would become of a license file, and why. */
  explain(license: string): Promise<LicenseExplained>;
  /** Stores a license that somebody saves on the console. */
  uploadOnConsole(key: string): Promise<Result<LicenseRecord, UploadFailure>>;
  readonly readLicense: ReadLicense;
  readonly usageExports: UsageExports;
  readonly addOnSeats: AddOnSeats;
  readonly jobs: JobRecords;
  readonly serviceTokens: ServiceTokenRecords;
  readonly worker: JobWorker;
  /** Ends the sessions of all browsers. */
  endSessions(): void;
  /** Reads every license again, if they were read with other keys. */
  decodeAgain(): void;
}

/** Puts database, portal and schema together behind one listener. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { database, clock, random, portal, tokens, adminMode, log, onRefused } = options;
  const { edition, settings } = options;
  const { onError } = options.listenTo;

  // What is stored.
  // An activation reads its license when it has come, and again when it is reported: each costs an RSA operation.
  const read = remembered((key) => readLicense(key, options.readingKeys));
  const decodeStored = () => decodeAgain(database, read, options.readingKeys);
  decodeStored();
  const storedLicenses = licenseRecordsIn(database, read, settings);
  const users = userRecordsIn(database);
  const usageExports = usageExportsIn(database);
  const addOnSeats = addOnSeatsIn(database);
  const stored = {
    licenses: storedLicenses,
    jobs: jobRecordsIn(database, read, clock.calendar),
    serviceTokens: serviceTokenRecordsIn(database, read),
    daily: dailyJobsOf(database, { calendar: clock.calendar, random }),
  };
  const isEnterprise = edition === "ee";
  const { licenses, jobs, serviceTokens, daily } = isEnterprise ? stored : inFreeEdition(stored);

  // What works with it: jobs, and activations.
  const worker = jobWorker({
    clock,
    daily,
    random,
    records: jobs,
    serviceTokens,
    licenses,
    addOnSeats,
    readLicense: read,
    portal,
    settings,
    patienceMs: options.patienceMs,
    onRan(ran) {
      logJob(log, ran);
      options.onRan();
    },
    onError,
  });
  const activate = activationWithReport({
    portal,
    settings,
    readLicense: read,
    licenses,
    seatLinks: jobs,
    clock,
    worker,
    onRefused,
    onError,
  });
  const uploadPorts = { licenses, clock, readLicense: read, onRefused };
  await options.beforeOpening({ upload: uploadPorts, storedLicenses });

  // What is answered: GraphQL, REST, and pages.
  const identity = {
    get version() {
      return settings.gitlabVersion;
    },
    get revision() {
      return revisionOf(settings.gitlabVersion);
    },
    enterprise: isEnterprise,
  };
  const graphql = graphqlServer(
    edition,
    {
      licenses,
      users,
      clock,
      identity,
      async activate(text, requestId) {
        const activated = await activate({ text, by: "person" });
        const logged = { code: text, activated, known: options.secrets };
        logActivation(log.child({ requestId }), logged);
        return activated;
      },
    },
    onError,
  );
  // Sessions do not follow the emulator's clock.
  const time = steadyTime(machineTime);
  const sessions = sessionStore({
    now: time,
    randomToken: () => randomAlphanumeric(systemRandom, "session", 32),
  });
  const pages = pagesOf({
    edition,
    clock,
    neighbors: options.neighbors,
    settings,
    adminMode,
  });
  const table = instanceTable({
    edition,
    tokens,
    drawToken: options.drawToken,
    adminMode,
    signIn: {
      sessions,
      attempts: attempts(time, (name) => usernames.some((one) => one === name)),
      isPassword: options.isPassword,
      home: "/",
    },
    upload: uploadPorts,
    instance: {
      licenses,
      users,
      usageExports,
      clock,
      identity,
      externalUrl: () => options.externalUrl ?? listener.url,
      readLicense: read,
      onRefused,
    },
    requestSync: () => worker.request(),
    graphql,
    clock,
    jobs,
    pages,
    explorer: explorerIn(),
    unusedCode: options.unusedCode,
    faults: options.faults,
    neighbors: options.neighbors,
  });
  const listener = await startListener(options.listenTo, {
    handle: instanceHandler(table, options.faults),
    refuse: refusing(pages),
    onExchange({ ms, request, response }) {
      // Megabytes of scripts would push out what people look for.
      if (isAssetOfPages(request.url) || isAssetOfExplorer(request.url)) return;
      options.traffic.record({ hop: "instance", ms, request, response, error: null, cause: null });
    },
  });
  return {
    url: listener.url,
    licenses,
    users,
    activate,
    explain: (text) =>
      explainLicenseFile(text, { licenses, today: clock.today(), readLicense: read }),
    uploadOnConsole: (key) => upload(key, uploadPorts, "console"),
    readLicense: read,
    usageExports,
    addOnSeats,
    jobs,
    serviceTokens,
    worker,
    endSessions: () => sessions.closeAll(() => true),
    decodeAgain: decodeStored,
    [Symbol.asyncDispose]: listener[Symbol.asyncDispose],
  };
}

/** People are shown a page, programs what GraphQL answers. */
const refusing =
  (pages: Pages): Service["refuse"] =>
  (refusal, asked) =>
    asked && asksForPage(asked)
      ? refusalPage(pages, refusal)
      : readable(toRefusal(refusal.status, refusal.message));

function logJob(log: Log, { job, outcome, detail, transport }: Ran) {
  const isBad = outcome === "failed" || outcome === "dead";
  const facts = { job, outcome, detail, ...(transport && { cause: transport }) };
  log[isBad ? "warn" : "debug"](facts, "Ran a job");
}

/**
 * What decides the minutes of the day at which an instance reports and asks for its token. The product draws them at
 * every start of its process; here an instance keeps them, so that a restart changes nothing.
 */
function dailyJobsOf(
  database: Database,
  { calendar, random }: { readonly calendar: Calendar; readonly random: Random },
): () => readonly DailyJob[] {
  const kept = (name: "seat_link_draw" | "service_token_draw", purpose: string) => {
    const stored = readFact(database, name);
    const draw = stored ?? String(random.bytes(purpose, 2).readUInt16LE());
    if (stored === undefined) inTransaction(database, (tx) => writeFact(tx, name, draw));
    return Number(draw);
  };
  const drawn = () =>
    dailyJobs(calendar, {
      seatLink: kept("seat_link_draw", "seat-link"),
      serviceToken: kept("service_token_draw", "service-token"),
    });
  let known = { life: database.life, jobs: drawn() };
  return () => {
    if (known.life !== database.life) known = { life: database.life, jobs: drawn() };
    return known.jobs;
  };
}

/** Eleven hexadecimal digits, as revisions are shown; the same for the same version. */
const revisionOf = (gitlabVersion: string) =>
  createHash("sha256").update(gitlabVersion).digest("hex").slice(0, 11);
