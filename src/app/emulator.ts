import type { Log } from "../base/log.ts";
import { seededRandom, systemRandom } from "../base/random.ts";
import { version } from "../base/version.ts";
import type { Config } from "../config/config.ts";
import type { Controlled } from "../control/controlled.ts";
import { accessTokensIn } from "../db/access-tokens.ts";
import { openDatabase } from "../db/database.ts";
import { faultIds } from "../faults/armed-faults.ts";
import { instanceFaults } from "../instance/instance-faults.ts";
import type { Listener } from "../listener/http.ts";
import type { ListenerLimits } from "../listener/listener-limits.ts";
import { portalAt } from "../portal/client.ts";
import { type PortalTimeouts, productTimeouts } from "../portal/post.ts";
import { type StandIn, startStandIn } from "../stand-in/stand-in.ts";
import { trafficLog } from "../traffic/traffic.ts";
import { oneAfterTheOther } from "../worker/one-after-the-other.ts";
import { activatingAdministrator } from "./activating-administrator.ts";
import type { BackOff } from "./boot-activation.ts";
import { type Credentials, credentialsFor, grantsOf, passwordCheck } from "./credentials.ts";
import { openDataDirectory, runningFile, usualLicenseFile } from "./data-directory.ts";
import { eventRecorder } from "./event-recorder.ts";
import { firstBoot, noteFirstBoot, noteStart } from "./first-boot.ts";
import { startGuardedControl } from "./guarded-control.ts";
import { identifiersOf } from "./identifiers.ts";
import { type Instance, startInstance } from "./instance.ts";
import { issuedTokens } from "./issued-tokens.ts";
import { keptClock } from "./kept-clock.ts";
import { listenersOf } from "./listeners.ts";
import { portalAdminOf } from "./portal-admin.ts";
import { explained, withFlag } from "./start-error.ts";
import { finishStartingOver, startOver } from "./start-over.ts";
import { startUnaskedWork } from "./unasked-work.ts";

/** What the ready line says: all that a person or a program needs to go on. */
export interface Ready {
  readonly event: "ready";
  readonly version: string;
  readonly pid: number;
  readonly instance: { readonly url: string };
  /** Null if the portal is somebody else's. */
  readonly portal: { readonly url: string } | null;
  /** The token is null where only this machine can call. */
  readonly control: { readonly url: string; readonly token: string | null };
  readonly tokens: Credentials["tokens"];
  readonly root: Credentials["root"];
  /** Sold and unused; null if none is. */
  readonly activationCode: string | null;
}

export interface Emulator extends AsyncDisposable {
  readonly ready: Ready;
  /** What the control API works on. */
  readonly controlled: Controlled;
}

export interface Surroundings {
  readonly log: Log;
  readonly timeouts?: PortalTimeouts;
  readonly limits?: ListenerLimits;
  /** Of the activation at boot. */
  readonly backOff?: BackOff;
}

/** Starts portal, instance and control; disposing stops them in reverse. Throws a `StartError` that says what to do. */
export async function startEmulator(config: Config, surroundings: Surroundings): Promise<Emulator> {
  await using starting = new AsyncDisposableStack();
  try {
    const stores = openStores(config, starting);
    const { ready, controlled } = await startParties(
      config,
      { ...stores, ...surroundings },
      starting,
    );
    stores.directory?.write(runningFile, ready);
    starting.defer(() => stores.directory?.remove(runningFile));
    const running = starting.move();
    return { ready, controlled, [Symbol.asyncDispose]: () => running.disposeAsync() };
  } catch (error) {
    throw explained(error);
  }
}

type Stores = ReturnType<typeof openStores>;

function openStores(config: Config, starting: AsyncDisposableStack) {
  const directory = config.data === null ? null : starting.use(openDataDirectory(config.data));
  const random = config.seed === null ? systemRandom : seededRandom(config.seed);
  const credentials = credentialsFor(directory, random, config.rootPassword);
  const database = openDatabase(directory?.path("instance.sqlite") ?? ":memory:");
  starting.defer(() => void database.raw.close());
  noteFirstBoot(database);
  const tokens = accessTokensIn(database);
  for (const { token, ...grant } of grantsOf(credentials, config.adminMode))
    tokens.create(token, grant);
  const clock = keptClock(database, config);
  const traffic = trafficLog(clock);
  return { directory, random, credentials, tokens, database, clock, traffic };
}

async function startParties(
  config: Config,
  { directory, ...stores }: Stores & Surroundings,
  starting: AsyncDisposableStack,
): Promise<Pick<Emulator, "ready" | "controlled">> {
  const { clock, credentials, database, random, traffic, timeouts = productTimeouts } = stores;
  const at = listenersOf(config, stores);
  const nextFaultId = faultIds();
  const { events, ...told } = eventRecorder({ ...stores, ...config });
  const faults = instanceFaults(nextFaultId, told.onFault);
  starting.defer(faults.reset);

  const standIn = config.portalUrl === null ? starting.use(await startPortal()) : null;
  finishStartingOver({ database, standIn });
  const portal = starting.use(
    portalAt(config.portalUrl ?? standIn?.url ?? "", {
      identity: { ...config, ...identifiersOf(database, random, config.hostname) },
      timeouts,
      onExchange: traffic.record,
    }),
  );
  const isPassword = passwordCheck(credentials);
  const usualFile = directory?.path(usualLicenseFile) ?? null;
  const booting = firstBoot({ ...stores, ...config, usualFile });
  const parts = { ...stores, ...config, portal, faults, isPassword, firstBoot: booting, ...told };
  const patience = { patienceMs: timeouts.totalMs };
  const started = startInstance({ ...at("instance", config.port), ...parts, ...patience });
  const instance = starting.use(await withFlag("--port", started));

  const kept = { ...keptBy(instance), tokens: issuedTokens(stores.tokens, random) };
  const { activate } = starting.use(activatingAdministrator(instance.url, credentials));
  const asked = { activate, access: config, events, inTurn: oneAfterTheOther() };
  const parties = { ...kept, ...asked, portal: standIn, instanceFaults: faults.armed };
  const controlled: Controlled = { clock, traffic, version, ...parties, reset };
  const where = at("control", config.controlPort);
  const control = await startGuardedControl(config, { controlled, random, ...where });
  starting.use(control.listener);
  if (noteStart(database)) told.onStart(clock.running && config.now === null);
  const unasked = starting.use(startUnaskedWork({ ...stores, ...config, instance, portal }));
  return {
    ready: readyLine({ instance, standIn, control: control.ready, credentials }),
    controlled,
  };

  function startPortal() {
    const file = directory?.path("portal.sqlite") ?? ":memory:";
    const where = at("portal", config.portalPort);
    const options = { clock, random, nextFaultId, admin: portalAdminOf(config), ...told };
    return withFlag("--portal-port", startStandIn({ ...where, ...options, database: file }));
  }

  function reset() {
    startOver({ database, clock, standIn });
    // An activation or a job under way must not store anything after everything is gone.
    unasked.startOver();
    faults.reset();
    traffic.clear();
  }
}

/** What the control API is handed of an instance. */
function keptBy(instance: Instance) {
  const { licenses, users, usageExports, addOnSeats, explain, jobs, serviceTokens, worker } =
    instance;
  return { licenses, users, usageExports, addOnSeats, explain, jobs, serviceTokens, worker };
}

function readyLine(parts: {
  readonly instance: Listener;
  readonly standIn: StandIn | null;
  readonly control: Ready["control"];
  readonly credentials: Credentials;
}): Ready {
  const { instance, standIn, control, credentials } = parts;
  return {
    event: "ready",
    version,
    pid: process.pid,
    instance: { url: instance.url },
    portal: standIn && { url: standIn.url },
    control,
    ...credentials,
    activationCode: standIn?.unusedCode() ?? null,
  };
}
