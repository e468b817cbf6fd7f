import { addOnsToday } from "../activation/add-ons.ts";
import type { Edition } from "../activation/edition.ts";
import type { Log } from "../base/log.ts";
import { seededRandom, systemRandom } from "../base/random.ts";
import { sequentialQueue } from "../base/sequential-queue.ts";
import { version } from "../base/version.ts";
import type { Config } from "../config/config.ts";
import { startControl } from "../control/control.ts";
import type { Controlled } from "../control/controlled.ts";
import { type EventFeed, eventFeed } from "../control/event-feed.ts";
import { accessTokensIn, keepReadyTokens } from "../db/access-tokens.ts";
import { closeDatabase, openDatabase } from "../db/database.ts";
import { faultIds } from "../faults/armed-faults.ts";
import { instanceFaults } from "../instance/instance-faults.ts";
import { licenseAttributes } from "../license/attributes.ts";
import { type ListenerLimits, usualLimits } from "../listener/limits.ts";
import { type PortalTimeouts, productTimeouts } from "../network/timeouts.ts";
import type { MailEvent } from "../stand-in/mail/mailbox.ts";
import { type StandIn, startStandIn } from "../stand-in/stand-in.ts";
import { type Clock, type MachineTime, machineTime } from "../time/clock.ts";
import { trafficLog } from "../traffic/traffic.ts";
import { activatingAdministrator } from "./ask-instance.ts";
import { type AtStart, stateAtStart } from "./at-start.ts";
import { clientOfPortal } from "./client-of-portal.ts";
import {
  type Credentials,
  controlAccess,
  credentialsFor,
  identifiersOf,
  issuedTokens,
  passwordCheck,
  portalAdminOf,
  readyTokens,
  staffOf,
  tellOfUnusedCode,
  tellOfUnusedSeed,
} from "./credentials.ts";
import { keptReadyLine, openDataDirectory } from "./data-directory.ts";
import { eventRecorder } from "./event-recorder.ts";
import { detourThrough, labBefore } from "./fault-lab.ts";
import { firstLicense, hasStarted, noteFirstBoot, noteStart } from "./first-boot.ts";
import { eventsOf } from "./free-edition.ts";
import { agreementOf, type HostedParty, hostedParty } from "./hosted-party.ts";
import { startInstance } from "./instance.ts";
import { keptClock } from "./kept-clock.ts";
import { listenersOf } from "./listeners.ts";
import { keepPortalNumbers, numbersOfLostPortal, tellOfLostInstance } from "./lost-database.ts";
import { portalExamination } from "./portal-examination.ts";
import { explained, refuseTooFewFiles, withFlag } from "./start-error.ts";
import { finishStartingOver, startOver } from "./start-over.ts";
import { trustOf } from "./trust.ts";
import { type BackOff, startUnaskedWork, usualBackOff } from "./unasked-work.ts";
import { usualWay } from "./usual-way.ts";

/** What the ready line says: all that a person or a program needs to go on. */
export interface Ready {
  readonly event: "ready";
  readonly version: string;
  /** `ce` is the free one, which has no licenses. */
  readonly edition: Edition;
  readonly pid: number;
  readonly instance: { readonly url: string };
  /** Null if the portal is somebody else's. */
  readonly portal: { readonly url: string } | null;
  /** Null while none runs: one starts once a hosted subscription is sold. */
  readonly hosted: { readonly url: string } | null;
  /** The token is null where none is asked for. */
  readonly control: { readonly url: string; readonly token: string | null };
  readonly tokens: Credentials["tokens"];
  /** The certificate (PEM) that whoever speaks TLS with it has to trust; null where nobody does. */
  readonly certificateAuthority: string | null;
  readonly root: Credentials["root"];
  /** Who signs in to the admin area of the stand-in portal; null if the portal is somebody else's. */
  readonly staff: Credentials["staff"] | null;
  /** Sold and unused; null if none is. */
  readonly activationCode: string | null;
}

export interface Emulator extends AsyncDisposable {
  readonly ready: Ready;
  /** For whoever asks as soon as it is ready: programs do not. */
  readonly atStart: () => Promise<AtStart>;
  /** What the control API works on. */
  readonly controlled: Controlled;
}

export interface Surroundings {
  readonly log: Log;
  readonly timeouts?: PortalTimeouts;
  readonly limits?: ListenerLimits;
  /** Of the activation at boot. */
  readonly backOff?: BackOff;
  readonly machine?: MachineTime;
}

/** Starts portal, instance and control; disposing stops them in reverse. Throws a `StartError` that says what to do. */
export async function startEmulator(config: Config, surroundings: Surroundings): Promise<Emulator> {
  await using starting = new AsyncDisposableStack();
  try {
    refuseTooFewFiles();
    const { ready, atStart, controlled } = await startParties(config, surroundings, starting);
    const running = starting.move();
    return { ready, atStart, controlled, [Symbol.asyncDispose]: () => running.disposeAsync() };
  } catch (error) {
    throw explained(error);
  }
}

async function startParties(
  config: Config,
  {
    log,
    timeouts = productTimeouts,
    limits = usualLimits,
    backOff = usualBackOff,
    machine = machineTime,
  }: Surroundings,
  starting: AsyncDisposableStack,
): Promise<Omit<Emulator, keyof AsyncDisposable>> {
  // What is kept: the data directory, credentials, database and clock.
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
  const { edition, calendar, now, frozen } = config;
  const clock = keptClock(database, { calendar, now, frozen, machine });
  starting.defer(clock.end);
  const { adminMode } = config;
  keepReadyTokens(database, readyTokens(credentials, { adminMode, createdAt: clock.now() }));
  const issued = issuedTokens(tokens, random, clock);
  const setBackFrom = clock.setBackFrom === null ? null : calendar.toIso(clock.setBackFrom);
  if (setBackFrom !== null) log.warn(setBack(setBackFrom, calendar.toIso(clock.now())));

  // What is written down of what happens.
  const traffic = trafficLog(clock);
  const recorder = eventRecorder({ database, clock, log, readingKeys: config.readingKeys });
  const nextFaultId = faultIds();
  const trust = await trustOf(config, { directory, random, log });
  const listenerOf = listenersOf(config, { limits, random, log, identity: trust.identity });
  const feed = starting.use(eventFeed());

  // The other company's portal, unless there is one elsewhere.
  // Its pages lead to the parties that listen later.
  let instanceUrl: string | null = null;
  let controlUrl: string | null = null;
  let hostedConnection: HostedParty["connection"] = () => null;
  let { portalUrl } = config;
  let standIn: StandIn | null = null;
  if (portalUrl === null) {
    standIn = starting.use(
      await withFlag(
        "--portal-port",
        startStandIn({
          listenTo: listenerOf("portal", config.portalPort),
          database: directory?.path("portal.sqlite") ?? ":memory:",
          numbersBefore: (sold) =>
            numbersOfLostPortal({ database, events: recorder.events, log }, sold),
          clock,
          random,
          admin: portalAdminOf(config),
          staff: credentials.staff,
          neighbors: () => ({
            instance: instanceUrl,
            control: controlUrl,
            hosted: hostedConnection()?.url ?? null,
          }),
          firstCode: config.activationCode,
          nextFaultId,
          onFault: recorder.onFault,
          onPortalEvent: recorder.onPortalEvent,
          hosted: () => hostedConnection(),
          onHostedExchange: ({ ms, request, response, error }) =>
            traffic.record({ hop: "hosted", ms, request, response, error, cause: null }),
          onPageExchange: ({ ms, request, response }) =>
            traffic.record({ hop: "portal-page", ms, request, response, error: null, cause: null }),
          smtpServer: config.smtpUrl,
          onMailEvent: toldOn(feed),
        }),
      ),
    );
    portalUrl = standIn.url;
  }
  if (config.smtpUrl !== null && standIn === null) log.warn(uselessMailServer);
  // What may lie between the instance and that portal.
  const { onFault } = recorder;
  const lab = starting.use(labBefore(standIn, { config, directory, trust, nextFaultId, onFault }));
  const usual = usualWay(portalUrl, {
    standIn,
    proxyVariables: config.proxyVariables,
    trustedCertificates: trust.trustedCertificates,
    log,
  });
  const instanceAsks = portalUrl;

  // The hosted product, which is there once somebody needs it.
  const line = keptReadyLine<Ready>(directory);
  starting.defer(line.forget);
  const hosted = starting.use(
    hostedParty({
      port: config.hostedPort,
      listenTo: listenerOf,
      directory,
      clock,
      random,
      agreement: agreementOf(random, portalUrl),
      authority: trust.own,
      standIn,
      controlUrl: () => controlUrl,
      nextFaultId,
      onFault: recorder.onFault,
      onStart: ({ url }) => line.change({ hosted: { url } }),
    }),
  );
  hostedConnection = hosted.connection;
  await hosted.begin();
  if (config.activationCode !== null) tellOfUnusedCode(config.activationCode, standIn, log);
  finishStartingOver({ database, standIn });
  keepPortalNumbers({ database, standIn });
  starting.defer(() => keepPortalNumbers({ database, standIn }));

  // The instance, and its client of the portal.
  const identifiers = identifiersOf(database, random, config.hostname);
  const portal = starting.use(
    clientOfPortal(usual, {
      config,
      identifiers,
      detour: detourThrough(lab),
      timeouts,
      onExchange: traffic.record,
    }),
  );
  const faults = instanceFaults(nextFaultId, recorder.onFault);
  starting.defer(faults.reset);
  const instance = starting.use(
    await withFlag(
      "--port",
      startInstance({
        edition,
        listenTo: listenerOf("instance", config.port),
        externalUrl: config.externalUrl,
        database,
        clock,
        random,
        portal,
        patienceMs: timeouts.totalMs,
        instanceKind: config.instanceKind,
        silentMode: config.silentMode,
        readingKeys: config.readingKeys,
        rules: config.rules,
        activationCodeCheck: config.activationCodeCheck,
        gitlabVersion: config.gitlabVersion,
        tokens,
        drawToken: issued.draw,
        isPassword: passwordCheck(credentials),
        adminMode,
        faults,
        traffic,
        log,
        onRefused: recorder.onRefused,
        unusedCode: () => standIn?.unusedCode() ?? null,
        neighbors: () => ({ portal: portalUrl, control: controlUrl }),
        async beforeOpening({ upload, storedLicenses }) {
          const first = firstLicense({
            database,
            activationCode: config.codeToActivate,
            licenseFile: config.licenseFile,
            filesFound: directory?.licenseFiles() ?? [],
            log,
          });
          if (edition === "ee") await first.load(upload);
          else await first.passOver(storedLicenses);
        },
      }),
    ),
  );

  instanceUrl = instance.url;
  const addresses = {
    instance: { url: instance.url },
    portal: standIn && { url: standIn.url },
    get hosted() {
      return hosted.address();
    },
    tokens: credentials.tokens,
  };

  // What no real system has: control over all of them. It listens last, since it controls the instance.
  const administrator = starting.use(activatingAdministrator(instance.url, credentials, trust.own));
  const controlled: Controlled = {
    version,
    clock,
    worker: instance.worker,
    jobs: instance.jobs,
    serviceTokens: instance.serviceTokens,
    licenses: instance.licenses,
    users: instance.users,
    usageExports: instance.usageExports,
    addOnSeats: instance.addOnSeats,
    explain: instance.explain,
    activate: administrator.activate,
    edition,
    access: { instanceKind: config.instanceKind, silentMode: config.silentMode },
    console: consoleOf({ instance, identifiers, config, portal, clock }),
    tokens: issued,
    instanceFaults: faults.armed,
    lab,
    portal: standIn,
    hosted: hosted.running,
    startHosted: hosted.startTold,
    events: eventsOf(edition, recorder.events),
    examine: portalExamination({ config, directory, usual, lab, timeouts }),
    traffic,
    feed,
    addresses,
    authorities: {
      emulator: trust.known,
      appliance: async () => lab?.applianceCertificate() ?? null,
    },
    inTurn: sequentialQueue(),
    reset,
  };
  const { token: controlToken, isCaller } = controlAccess(config.host, config.controlToken, random);
  const control = starting.use(
    await withFlag(
      "--control-port",
      startControl(listenerOf("control", config.controlPort), { isCaller, controlled }),
    ),
  );
  controlUrl = control.url;
  // The timeline tells of further starts only. A clock that runs and was not set has run on while no emulator did.
  if (hasStarted(database)) recorder.onStart({ hasRunOn: clock.running && config.now === null });
  else noteStart(database);

  // Everything listens: what nobody asks for begins.
  const unasked = starting.use(
    startUnaskedWork({
      database,
      activationCode: edition === "ee" ? config.codeToActivate : null,
      backOff,
      licenses: instance.licenses,
      activate: instance.activate,
      worker: instance.worker,
      portal,
      log,
    }),
  );

  const ready: Ready = {
    event: "ready",
    version,
    edition,
    pid: process.pid,
    instance: addresses.instance,
    portal: addresses.portal,
    hosted: addresses.hosted,
    control: { url: control.url, token: controlToken },
    certificateAuthority: trust.own,
    root: credentials.root,
    staff: staffOf(credentials, standIn),
    tokens: addresses.tokens,
    activationCode: standIn?.unusedCode() ?? null,
  };
  line.keep(ready);
  const atStart = () =>
    stateAtStart({ portalUrl: instanceAsks, clock, setBackFrom, licenses: instance.licenses });
  return { ready, atStart, controlled };

  async function reset() {
    startOver({ database, clock, standIn });
    hosted.reset();
    // An activation or a job under way must not store anything after everything is gone.
    unasked.startOver();
    faults.reset();
    traffic.clear();
    await lab?.reset();
  }
}

const toldOn = (feed: EventFeed) => (event: MailEvent) =>
  event.kind === "mail" ? feed.publish("mail", event.mail) : feed.publish("mailbox-cleared", {});

const uselessMailServer =
  "--smtp-url is of no use: the portal is an external one, which sends its own mails.";

const setBack = (from: string, to: string) =>
  `The clock of this data directory was set back from ${from} to ${to}.`;

interface Consoled {
  readonly instance: Awaited<ReturnType<typeof startInstance>>;
  readonly identifiers: ReturnType<typeof identifiersOf>;
  readonly config: Config;
  readonly portal: ReturnType<typeof clientOfPortal>;
  readonly clock: Clock;
}

/** The instance, as somebody finds it on its console. */
const consoleOf = ({
  instance,
  identifiers,
  config,
  portal,
  clock,
}: Consoled): Controlled["console"] => ({
  clock,
  licenses: instance.licenses,
  users: instance.users,
  uuid: identifiers.instanceId,
  version: config.gitlabVersion,
  upload: instance.uploadOnConsole,
  readLicense: instance.readLicense,
  attributesOf: (key) => licenseAttributes(key, config.readingKeys).attributes,
  portal: {
    url: portal.url,
    head: portal.head,
    headers: portal.headers,
    report: () => bodyOfReport(instance, portal, clock),
  },
});

/** What a report would say now; null if there is nothing to report. */
async function bodyOfReport(
  { jobs, licenses, addOnSeats }: Awaited<ReturnType<typeof startInstance>>,
  portal: ReturnType<typeof clientOfPortal>,
  clock: Clock,
) {
  const seatLink = await jobs.draft({ at: clock.now(), today: clock.today() });
  if (seatLink === null) return null;
  return portal.bodyOf(seatLink, await addOnsToday({ licenses, addOnSeats, clock }));
}
