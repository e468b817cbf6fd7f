import type { Activation, ActivationFailure } from "../activation/activate.ts";
import type { CodeCheck } from "../activation/activation-code.ts";
import type { AddOnSeats } from "../activation/add-ons.ts";
import { explainLicenseFile, type LicenseExplained } from "../activation/explain-license.ts";
import type { Installed, LicenseRecords } from "../activation/license-records.ts";
import type { Portal } from "../activation/portal.ts";
import type { PortalAccess } from "../activation/portal-access.ts";
import type { OnRefused } from "../activation/refused-license.ts";
import type { UploadPorts } from "../activation/upload.ts";
import type { UsageExports } from "../activation/usage-exports.ts";
import type { UserRecords } from "../activation/user-records.ts";
import { type AccessTokens, usernames } from "../activation/viewer.ts";
import type { Log } from "../base/log.ts";
import { type Random, randomAlphanumeric, systemRandom } from "../base/random.ts";
import type { Result } from "../base/result.ts";
import { addOnSeatsIn } from "../db/add-on-seats.ts";
import type { Database } from "../db/database.ts";
import { decodeAgain } from "../db/decoded-licenses.ts";
import { jobRecordsIn } from "../db/job-records.ts";
import { licenseRecordsIn } from "../db/license-records.ts";
import { serviceTokenRecordsIn } from "../db/service-token-records.ts";
import { usageExportsIn } from "../db/usage-exports.ts";
import { userRecordsIn } from "../db/user-records.ts";
import { attempts } from "../instance/attempts.ts";
import type { InstanceFaults } from "../instance/instance-faults.ts";
import { revisionOf } from "../instance/revision.ts";
import { sessionStore } from "../instance/session-store.ts";
import type { JobRecords } from "../jobs/job-records.ts";
import type { ServiceTokenRecords } from "../jobs/service-token-records.ts";
import { readLicense } from "../license/read-license.ts";
import type { ReadingKeys } from "../license/reading-keys.ts";
import type { RuleYear } from "../license/seat-rules.ts";
import {
  type Listener,
  type ListenerOptions,
  type ListenTo,
  startListener,
} from "../listener/http.ts";
import { settingsPage } from "../pages/add-license-form.ts";
import { adminLicense } from "../pages/admin-license.ts";
import { adminModePages } from "../pages/admin-mode.ts";
import { adminUsersPage } from "../pages/admin-users.ts";
import { explorerIn, explorerPath, isExplorerAsset } from "../pages/explorer.ts";
import { asksForPage, refusalPage } from "../pages/page.ts";
import { signInPages } from "../pages/sign-in.ts";
import { subscriptionPage } from "../pages/subscription-page.ts";
import { syncSeatLinkPage } from "../pages/sync-seat-link.ts";
import { restApi } from "../rest/rest-api.ts";
import { toRefusal } from "../schema/answers.ts";
import { graphqlServer } from "../schema/graphql-server.ts";
import type { KeptClock } from "../time/clock.ts";
import { machineTime } from "../time/clock.ts";
import type { Traffic } from "../traffic/traffic.ts";
import type { JobWorker } from "../worker/job-worker.ts";
import { logActivation } from "./activation-log.ts";
import { activationWithReport } from "./activation-with-report.ts";
import type { firstBoot } from "./first-boot.ts";
import { instanceRoutes, readable } from "./instance-routes.ts";
import { instanceWorker } from "./instance-worker.ts";

export interface InstanceOptions extends ListenTo, PortalAccess {
  readonly database: Database;
  readonly portal: Portal;
  readonly clock: KeptClock;
  readonly random: Random;
  /** How long silent portals are waited for while the clock is moved, in all, in milliseconds. */
  readonly patienceMs: number;
  readonly readingKeys: ReadingKeys;
  readonly activationCodeCheck: CodeCheck;
  readonly tokens: AccessTokens;
  /** Whether somebody may sign in with a password. */
  readonly isPassword: (username: string, password: string) => boolean;
  readonly faults: InstanceFaults;
  readonly gitlabVersion: string;
  /** Null if it is the listener's own URL. */
  readonly externalUrl: string | null;
  /** Whether administrators must enter admin mode. */
  readonly adminMode: boolean;
  /** The year whose rules about seats are applied. */
  readonly rules: RuleYear;
  readonly traffic: Traffic;
  readonly log: Log;
  readonly onRefused: OnRefused;
  /** Done before anybody can ask for a license. */
  readonly firstBoot: ReturnType<typeof firstBoot>;
}

/** One GitLab self-managed instance, as far as its license goes. */
export interface Instance extends Listener {
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
  activate(activation: Activation): Promise<Result<Installed, ActivationFailure>>;
  /** What would become of a license file, and why. */
  explain(license: string): Promise<LicenseExplained>;
  readonly usageExports: UsageExports;
  readonly addOnSeats: AddOnSeats;
  readonly jobs: JobRecords;
  readonly serviceTokens: ServiceTokenRecords;
  readonly worker: JobWorker;
}

/** Puts database, portal and schema together behind one listener. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { database, clock, log, onError, onRefused, traffic } = options;
  const read = (key: string) => readLicense(key, options.readingKeys);
  decodeAgain(database, read, options.readingKeys);
  const licenses = licenseRecordsIn(database, read, options.rules);
  const users = userRecordsIn(database);
  const addOnSeats = addOnSeatsIn(database);
  const serviceTokens = serviceTokenRecordsIn(database, read);
  const jobs = jobRecordsIn(database, read, clock.calendar);
  const sync = { licenses, clock, readLicense: read };
  const worker = instanceWorker({ ...options, records: jobs, serviceTokens, addOnSeats, sync });
  const identity = { version: options.gitlabVersion, revision: revisionOf(options.gitlabVersion) };
  const activate = activationWithReport({
    ...options,
    licenses,
    seatLinks: jobs,
    readLicense: read,
    worker,
  });
  const graphql = graphqlServer(
    {
      licenses,
      users,
      clock,
      identity,
      async activate(text, requestId) {
        const activated = await activate({ text, by: "person" });
        logActivation(log.child({ requestId }), text, activated);
        return activated;
      },
    },
    onError,
  );
  await options.firstBoot({ ...sync, onRefused });
  const externalUrl = () => options.externalUrl ?? listener.url;
  const records = { licenses, users, usageExports: usageExportsIn(database), addOnSeats, jobs };
  const rest = restApi({ ...records, clock, identity, externalUrl, readLicense: read, onRefused });
  const listener = await startListener({
    ...options,
    handle: instanceRoutes({
      ...options,
      ...pagesOf({ ...options, ...records, readLicense: read, worker }),
      graphql,
      rest,
    }),
    refuse,
    onExchange(exchange) {
      // Megabytes of scripts would push out what people look for.
      if (isExplorerAsset(exchange.request.url)) return;
      traffic.record({ hop: "instance", error: null, ...exchange });
    },
  });
  const explain = (text: string) =>
    explainLicenseFile(text, { licenses, today: clock.today(), readLicense: read });
  return { ...listener, ...records, serviceTokens, activate, explain, worker };
}

/** People are shown a page, programs what GraphQL answers. */
const refuse: ListenerOptions["refuse"] = (refusal, asked) =>
  asksForPage(asked) ? refusalPage(refusal) : readable(toRefusal(refusal.status, refusal.message));

/** What a browser is shown, and who it is. Sessions do not follow the emulator's clock. */
function pagesOf(
  parts: InstanceOptions &
    Pick<Instance, "licenses" | "users" | "usageExports" | "worker"> &
    Pick<UploadPorts, "readLicense">,
) {
  const { isPassword, adminMode } = parts;
  const randomToken = () => randomAlphanumeric(systemRandom, "session", 32);
  const sessions = sessionStore({ now: machineTime, randomToken });
  const options = {
    sessions,
    attempts: attempts(machineTime, usernames),
    isPassword,
    home: explorerPath,
  };
  const pages = [
    signInPages(options),
    adminUsersPage({ ...parts, sessions }),
    settingsPage({ ...parts, sessions }),
    subscriptionPage({ ...parts, sessions }),
    adminLicense({ ...parts, sessions }),
    syncSeatLinkPage({ ...parts, sessions, requestSync: () => parts.worker.request() }),
    ...(adminMode ? [adminModePages(options)] : []),
  ];
  return { sessions, pages, explorer: explorerIn() };
}
