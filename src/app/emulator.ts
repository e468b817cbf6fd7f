import type { Edition } from "../activation/edition.ts";
import type { Log } from "../base/log.ts";
import { logWithoutSecrets } from "../base/log-without-secrets.ts";
import { sequentialQueue } from "../base/sequential-queue.ts";
import { version } from "../base/version.ts";
import type { Config } from "../config/config.ts";
import { startControl } from "../control/control.ts";
import type { Controlled } from "../control/controlled.ts";
import { eventFeed } from "../control/event-feed.ts";
import { waitingRoom } from "../control/waiting-room.ts";
import { faultIds } from "../faults/armed-faults.ts";
import { instanceFaults } from "../instance/instance-faults.ts";
import { type ListenerLimits, usualLimits } from "../listener/limits.ts";
import { type PortalTimeouts, productTimeouts } from "../network/timeouts.ts";
import type { StandIn } from "../stand-in/stand-in.ts";
import { type ClockStart, type MachineTime, machineTime } from "../time/clock.ts";
import { trafficLog } from "../traffic/traffic.ts";
import { instanceAdministrator } from "./ask-instance.ts";
import { type AtStart, stateAtStart } from "./at-start.ts";
import { clientOfPortal } from "./client-of-portal.ts";
import { consoleOf } from "./console.ts";
import {
  type Credentials,
  controlAccess,
  identifiersOf,
  passwordCheck,
  staffOf,
} from "./credentials.ts";
import { keptReadyLine } from "./data-directory.ts";
import { eventRecorder } from "./event-recorder.ts";
import { detourThrough } from "./fault-lab.ts";
import { firstLicense, hasStarted, noteStart } from "./first-boot.ts";
import { eventsOf } from "./free-edition.ts";
import { startInstance } from "./instance.ts";
import { openKeptState } from "./kept-state.ts";
import { listenersOf } from "./listeners.ts";
import { portalExamination } from "./portal-examination.ts";
import { exchangesWithPortal } from "./portal-recording.ts";
import { aroundInstance, type Places, startPortalSide } from "./portal-side.ts";
import { shownConfiguration } from "./shown-configuration.ts";
import { snapshotsOf } from "./snapshots.ts";
import { explained, refuseTooFewFiles, withFlag } from "./start-error.ts";
import { refuseUsed, startFrom } from "./start-from-snapshot.ts";
import { startOver } from "./start-over.ts";
import { trustOf } from "./trust.ts";
import { type BackOff, startUnaskedWork, usualBackOff } from "./unasked-work.ts";

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
    log: wholeLog,
    timeouts = productTimeouts,
    limits = usualLimits,
    backOff = usualBackOff,
    machine = machineTime,
  }: Surroundings,
  starting: AsyncDisposableStack,
): Promise<Omit<Emulator, keyof AsyncDisposable>> {
  const kept = openKeptState(config, { log: wholeLog, machine }, starting);
  const { directory, random, credentials, database, tokens, clock, issued, secrets, settings } =
    kept;
  const { scenarios } = kept;
  const wanted = await scenarios.first(config.scenario);
  const log = logWithoutSecrets(wholeLog, secrets.clean);
  const { edition, adminMode } = config;
  if (config.snapshot !== null) refuseUsed(database);

  // What is written down of what happens.
  let sold: Pick<StandIn, "subscriptionIn"> | null = null;
  const traffic = trafficLog(clock, {
    known: secrets,
    subscriptionIn: (text) => sold?.subscriptionIn(text) ?? null,
  });
  const recording = { config, clock, random, secrets, log, onExchange: traffic.record };
  const onExchange = exchangesWithPortal(recording, starting);
  const { readingKeys } = config;
  const recorder = eventRecorder({ database, clock, log, readingKeys, secrets });
  const ids = faultIds();
  const nextFaultId = ids.next;
  const trust = await trustOf(config, { directory, random, log });
  const listenerOf = listenersOf(config, { limits, random, log, identity: trust.identity });
  const feed = starting.use(eventFeed());

  // The other company, the networks before it, and the hosted product.
  const line = keptReadyLine<Ready>(directory);
  const places: Places = { instance: null, control: null, scenario: scenarios.present };
  const { portalUrl, standIn, lab, usual, hosted } = await startPortalSide(
    {
      config,
      directory,
      database,
      clock,
      random,
      credentials,
      trust,
      log,
      secrets,
      listenerOf,
      recorder,
      traffic,
      feed,
      nextFaultId,
      places,
      onHostedStart: (url) => line.change({ hosted: { url } }),
    },
    starting,
  );
  starting.defer(line.forget);
  sold = standIn;

  // The instance, and its client of the portal.
  const identifiers = identifiersOf(database, random, config.hostname);
  const portal = starting.use(
    clientOfPortal(usual, {
      config,
      settings: settings.now,
      identifiers,
      detour: detourThrough(lab),
      timeouts,
      onExchange,
      secrets,
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
        readingKeys,
        settings: settings.now,
        tokens,
        drawToken: issued.draw,
        isPassword: passwordCheck(credentials),
        adminMode,
        faults,
        traffic,
        log,
        secrets,
        onRefused: recorder.onRefused,
        onRan: feed.touch,
        unusedCode: () => standIn?.unusedCode() ?? null,
        neighbors: () => aroundInstance(portalUrl, places),
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

  places.instance = instance.url;
  const addresses = {
    instance: { url: instance.url },
    portal: standIn && { url: standIn.url },
    get hosted() {
      return hosted.address();
    },
    tokens: credentials.tokens,
  };

  let unasked: ReturnType<typeof startUnaskedWork> | null = null;
  const snapshots = snapshotsOf({
    edition,
    database,
    clock,
    machine,
    directory,
    credentials,
    adminMode,
    random,
    readingKeys: config.readingKeys,
    settings,
    standIn,
    hosted,
    faults,
    lab,
    faultIds: ids,
    instance,
    onRestored() {
      settings.reload();
      scenarios.reload();
      // At a start from a snapshot, nothing is under way but the worker's clock.
      if (unasked) unasked.startOver();
      else instance.worker.startOver();
      recorder.forget();
      traffic.clear();
      feed.startOver();
    },
  });

  // What no real system has: control over all of them. It listens last, since it controls the instance.
  const administrator = starting.use(instanceAdministrator(instance.url, credentials, trust.own));
  const controlled: Controlled = {
    version,
    configuration: shownConfiguration(config),
    clock,
    worker: instance.worker,
    jobs: instance.jobs,
    serviceTokens: instance.serviceTokens,
    licenses: instance.licenses,
    users: instance.users,
    usageExports: instance.usageExports,
    addOnSeats: instance.addOnSeats,
    explain: instance.explain,
    administrator,
    boot(activationCode) {
      if (unasked === null) throw new Error("Nothing listens yet.");
      return unasked.boot(activationCode);
    },
    edition,
    settings,
    console: consoleOf({ instance, identifiers, config, settings, portal, clock }),
    tokens: issued,
    instanceFaults: faults.armed,
    lab,
    portal: standIn,
    hosted: hosted.running,
    startHosted: hosted.startTold,
    events: eventsOf(edition, recorder.events),
    examine: portalExamination({ config, settings: settings.now, directory, usual, lab, timeouts }),
    traffic,
    waiting: waitingRoom(),
    shown: secrets.clean,
    feed,
    addresses,
    authorities: {
      emulator: trust.known,
      appliance: async () => lab?.applianceCertificate() ?? null,
    },
    inTurn: sequentialQueue(),
    scenarios,
    reset,
    snapshots,
  };
  const { token: controlToken, isCaller } = controlAccess(config.host, config.controlToken, random);
  secrets.add(controlToken);
  const control = starting.use(
    await withFlag(
      "--control-port",
      startControl(listenerOf("control", config.controlPort), { isCaller, controlled }),
    ),
  );
  places.control = control.url;
  // Whoever waits is answered before the listeners close.
  starting.use(controlled.waiting);
  if (config.snapshot !== null) {
    await startFrom(config.snapshot, { snapshots, frozen: config.frozen });
  }
  // The timeline tells of further starts only. A clock that runs and was not set has run on while no emulator did.
  if (hasStarted(database)) recorder.onStart({ hasRunOn: clock.running && config.now === null });

  // Everything listens: what nobody asks for begins.
  unasked = starting.use(
    startUnaskedWork({
      database,
      activationCode: edition === "ee" ? config.codeToActivate : null,
      backOff,
      licenses: instance.licenses,
      activate: instance.activate,
      worker: instance.worker,
      portal,
      log,
      secrets,
    }),
  );
  await wanted?.begin(controlled);
  if (!hasStarted(database)) noteStart(database);
  standIn?.noteStart();

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
    stateAtStart({ portalUrl, clock, setBackFrom: kept.setBackFrom, licenses: instance.licenses });
  return { ready, atStart, controlled };

  async function reset(start?: ClockStart) {
    startOver({ database, clock, standIn }, start);
    settings.reload();
    scenarios.reload();
    hosted.reset();
    // An activation or a job under way must not store anything after everything is gone.
    unasked?.startOver();
    faults.reset();
    traffic.clear();
    await lab?.reset();
    feed.startOver();
  }
}
