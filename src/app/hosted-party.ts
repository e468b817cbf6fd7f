import { onDemand } from "../base/on-demand.ts";
import { type Random, randomAlphanumeric } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { storageProblem } from "../base/storage-problem.ts";
import type { PresentScenario } from "../contract/present-scenario.ts";
import type { ChangedFault } from "../faults/armed-faults.ts";
import type { HostedFault, HostedProduct, HostedState } from "../hosted/hosted.ts";
import { ListenError, type ListenTo } from "../listener/server.ts";
import type { HostedConnection } from "../stand-in/hosted-client/hosted-client.ts";
import type { StandIn } from "../stand-in/stand-in.ts";
import type { Clock } from "../time/clock.ts";
import type { DataDirectory } from "./data-directory.ts";
import { explained, StartError, withFlag } from "./start-error.ts";

/** The port that it usually has. */
const usualPort = 3_002;

/** The hosted product beside the portal, which is there once somebody needs it. */
export interface HostedParty extends AsyncDisposable {
  /** Null until it runs. */
  running(): HostedProduct | null;
  /** Where it is for the portal, and how the two know each other; null until it runs. */
  connection(): HostedConnection | null;
  /** Where it is; null until it runs. */
  address(): { readonly url: string } | null;
  /** Starts it with the emulator, if it was asked for. */
  begin(): Promise<void>;
  /** Starts it, unless it runs: on the port that was asked for, else on the usual one, or another if that is taken. */
  start(): Promise<HostedProduct>;
  /** The same, with a sentence about why it does not start. */
  startTold(): Promise<Result<void, string>>;
  /**
   * Forgets what it keeps, or takes over another state; where the disk has no room for that, before it does anything else.
   * If it does not run, that is done when it starts. Says whether all is done.
   */
  reset(others?: HostedState | null): boolean;
  /** What it keeps, and its faults; null while none runs. */
  state(): HostedState | null;
}

interface HostedPartyOptions {
  /** The port that was asked for; null for none. */
  readonly port: number | null;
  readonly listenTo: (listener: string, port: number) => ListenTo;
  readonly directory: Pick<DataDirectory, "path"> | null;
  readonly clock: Clock & { readonly running: boolean };
  readonly random: Random;
  readonly agreement: ReturnType<typeof agreementOf>;
  /** The certificate (PEM) of the authority that its own is signed by; null if it shows none. */
  readonly authority: string | null;
  /** Null if the portal is somebody else's. */
  readonly standIn: StandIn | null;
  /** Where the control API is; null until it listens. */
  readonly controlUrl: () => string | null;
  /** The scenario that all parties are in; null if it is none. */
  readonly scenario: () => PresentScenario | null;
  readonly nextFaultId: () => string;
  readonly onFault: (changed: ChangedFault<HostedFault>) => void;
  readonly onStart: (product: HostedProduct) => void;
}

export function hostedParty(options: HostedPartyOptions): HostedParty {
  const { port, listenTo, directory, clock, random, agreement, standIn, controlUrl } = options;
  const { scenario } = options;
  const resets = () => standIn?.resets() ?? 0;
  let product: HostedProduct | null = null;
  /** What it takes over when it starts. */
  let awaited: HostedState | null = null;
  async function open(onPort: number) {
    const { startHosted } = await import("../hosted/hosted.ts");
    return startHosted({
      listenTo: listenTo("hosted", onPort),
      database: directory?.path("hosted.sqlite") ?? ":memory:",
      clock,
      random,
      application: agreement.application,
      internalSecret: agreement.internalSecret,
      neighbors: () => ({
        portal: standIn?.url ?? null,
        control: controlUrl(),
        scenario: scenario(),
      }),
      resets: resets(),
      others: awaited?.image,
      nextFaultId: options.nextFaultId,
      onFault: options.onFault,
    });
  }
  const start = onDemand(async () => {
    const started = port === null ? await openSomewhere(open) : await open(port);
    product = started;
    if (awaited) started.faults.restore(awaited.faults);
    awaited = null;
    options.onStart(started);
    // What was sold while none ran, or was not told any more.
    await standIn?.hosted.catchUp();
    return started;
  });
  return {
    running: () => product,
    connection() {
      const { clientId, clientSecret, redirectUris } = agreement.application;
      const { internalSecret } = agreement;
      const { authority } = options;
      return (
        product && {
          url: product.url,
          authority,
          clientId,
          clientSecret,
          redirectUris,
          internalSecret,
        }
      );
    },
    address: () => product && { url: product.url },
    async begin() {
      if (port !== null || awaited !== null || standIn?.hosted.sells())
        await withFlag("--hosted-port", start());
    },
    start,
    async startTold() {
      try {
        await start();
        return ok(undefined);
      } catch (error) {
        if (error instanceof ListenError) return err(`${error.address}: ${error.code}`);
        const told = explained(error);
        if (told instanceof StartError) return err(told.message);
        throw error;
      }
    },
    reset(others = null) {
      awaited = product === null ? others : null;
      try {
        product?.reset(resets(), others ?? undefined);
      } catch (error) {
        // It is made up for before anything else is asked of it.
        if (storageProblem(error) === undefined) throw error;
        return false;
      }
      return awaited === null;
    },
    state: () => product && { image: product.image(), faults: product.faults.all() },
    [Symbol.asyncDispose]: async () => product?.[Symbol.asyncDispose](),
  };
}

async function openSomewhere(open: (port: number) => Promise<HostedProduct>) {
  try {
    return await open(usualPort);
  } catch (error) {
    if (error instanceof ListenError && error.code === "EADDRINUSE") return open(0);
    throw error;
  }
}

/** Where the portal takes back whoever has signed in elsewhere. */
const callbackPath = "/customers/auth/gitlab/callback";

/** What portal and hosted product have agreed on: how each knows the other. */
export function agreementOf(random: Random, portalUrl: string) {
  const own = new URL(callbackPath, portalUrl);
  // People call this machine by one name or the other; cookies are of one of them.
  const names = ["127.0.0.1", "localhost"];
  const others = names.includes(own.hostname) ? names : [];
  const called = others.map((hostname) => Object.assign(new URL(own), { hostname }));
  return {
    application: {
      name: "GitLab Customers Portal",
      clientId: randomAlphanumeric(random, "hosted/client-id", 40),
      clientSecret: randomAlphanumeric(random, "hosted/client-secret", 64),
      redirectUris: [...new Set([own, ...called].map(({ href }) => href))],
    },
    internalSecret: random.bytes("hosted/internal-token-secret", 32),
  };
}
