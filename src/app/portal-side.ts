import type { Log } from "../base/log.ts";
import type { Random } from "../base/random.ts";
import type { Config } from "../config/config.ts";
import type { PresentScenario } from "../contract/present-scenario.ts";
import type { EventFeed } from "../control/event-feed.ts";
import type { Database } from "../db/database.ts";
import type { FaultLab } from "../lab/lab.ts";
import type { MailEvent } from "../stand-in/mail/mailbox.ts";
import { type StandIn, startStandIn } from "../stand-in/stand-in.ts";
import type { KeptClock } from "../time/clock.ts";
import type { KnownSecrets } from "../traffic/known-secrets.ts";
import type { Traffic } from "../traffic/traffic.ts";
import { type Credentials, portalAdminOf, tellOfUnusedCode } from "./credentials.ts";
import type { DataDirectory } from "./data-directory.ts";
import type { eventRecorder } from "./event-recorder.ts";
import { labBefore } from "./fault-lab.ts";
import { agreementOf, type HostedParty, hostedParty } from "./hosted-party.ts";
import type { listenersOf } from "./listeners.ts";
import { keepPortalNumbers, numbersOfLostPortal } from "./lost-database.ts";
import { finishRestoring } from "./snapshots.ts";
import { withFlag } from "./start-error.ts";
import { finishStartingOver } from "./start-over.ts";
import type { Trust } from "./trust.ts";
import { usualWay } from "./usual-way.ts";

/** Where parties are that listen later: null until they do. Pages of the portal lead there. */
export interface Places {
  instance: string | null;
  control: string | null;
  /** The scenario that all parties are in; null if it is none. */
  readonly scenario: () => PresentScenario | null;
}

/** What pages of the instance lead to, and tell of. */
export const aroundInstance = (portal: string, { control, scenario }: Readonly<Places>) => ({
  portal,
  control,
  scenario: scenario(),
});

interface PortalSurroundings {
  readonly config: Config;
  readonly directory: DataDirectory | null;
  readonly database: Database;
  readonly clock: KeptClock;
  readonly random: Random;
  readonly credentials: Credentials;
  readonly trust: Trust;
  readonly log: Log;
  readonly secrets: KnownSecrets;
  readonly listenerOf: ReturnType<typeof listenersOf>;
  readonly recorder: ReturnType<typeof eventRecorder>;
  readonly traffic: Pick<Traffic, "record">;
  readonly feed: EventFeed;
  readonly nextFaultId: () => string;
  readonly places: Readonly<Places>;
  /** Is told where the hosted product is, once it is there. */
  readonly onHostedStart: (url: string) => void;
}

/** The portal that the instance asks, and what goes with it. */
interface PortalSide {
  readonly portalUrl: string;
  /** Null if the portal is somebody else's. */
  readonly standIn: StandIn | null;
  /** Networks that may lie between the instance and the stand-in; null without one. */
  readonly lab: FaultLab | null;
  readonly usual: ReturnType<typeof usualWay>;
  readonly hosted: HostedParty;
}

/** Starts the other company's portal, unless there is one elsewhere, the networks before it, and the hosted product. */
export async function startPortalSide(
  surroundings: PortalSurroundings,
  starting: AsyncDisposableStack,
): Promise<PortalSide> {
  const { config, directory, database, clock, random, trust, log, recorder } = surroundings;
  const { listenerOf, traffic, nextFaultId, places } = surroundings;
  let hostedConnection: HostedParty["connection"] = () => null;
  let standIn: StandIn | null = null;
  if (config.portalUrl === null) {
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
          staff: surroundings.credentials.staff,
          neighbors: () => ({
            instance: places.instance,
            control: places.control,
            hosted: hostedConnection()?.url ?? null,
            scenario: places.scenario(),
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
          onMailEvent: toldOn(surroundings.feed),
        }),
      ),
    );
  }
  const portalUrl = standIn?.url ?? config.portalUrl ?? "";
  if (config.smtpUrl !== null && standIn === null) log.warn(uselessMailServer);
  const { onFault } = recorder;
  const lab = starting.use(labBefore(standIn, { config, directory, trust, nextFaultId, onFault }));
  const usual = usualWay(portalUrl, {
    standIn,
    proxyVariables: config.proxyVariables,
    trustedCertificates: trust.trustedCertificates,
    log,
  });

  // The hosted product, which is there once somebody needs it.
  const agreement = agreementOf(random, portalUrl);
  surroundings.secrets.add(agreement.application.clientSecret);
  const hosted = starting.use(
    hostedParty({
      port: config.hostedPort,
      listenTo: listenerOf,
      directory,
      clock,
      random,
      agreement,
      authority: trust.own,
      standIn,
      controlUrl: () => places.control,
      scenario: places.scenario,
      nextFaultId,
      onFault: recorder.onFault,
      onStart: ({ url }) => surroundings.onHostedStart(url),
    }),
  );
  hostedConnection = hosted.connection;
  await finishRestoring({ database, directory, standIn, hosted });
  await hosted.begin();
  if (config.activationCode !== null) tellOfUnusedCode(config.activationCode, standIn, log);
  finishStartingOver({ database, standIn });
  keepPortalNumbers({ database, standIn });
  starting.defer(() => keepPortalNumbers({ database, standIn }));
  return { portalUrl, standIn, lab, usual, hosted };
}

const toldOn = (feed: EventFeed) => (event: MailEvent) =>
  event.kind === "mail" ? feed.publish("mail", event.mail) : feed.publish("mailbox-cleared", {});

const uselessMailServer =
  "--smtp-url is of no use: the portal is an external one, which sends its own mails.";
