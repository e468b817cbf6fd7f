import { type Awaitable, andThen } from "../base/awaitable.ts";
import type { DatabaseImage } from "../base/database-image.ts";
import { type Random, randomAlphanumeric, systemRandom } from "../base/random.ts";
import {
  type Armed,
  type ArmedFaults,
  armedFaults,
  type ChangedFault,
} from "../faults/armed-faults.ts";
import { type Disturbance, disturb } from "../faults/disturbance.ts";
import { interruptibleWaits } from "../faults/interruptible-waits.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { json } from "../listener/replies.ts";
import { router } from "../listener/router.ts";
import { type ListenTo, startListener } from "../listener/server.ts";
import { sessionStore } from "../listener/session-store.ts";
import { type Clock, machineTime, steadyTime } from "../time/clock.ts";
import { booksIn } from "./books.ts";
import { openDatabase } from "./database.ts";
import { deskOf, type HostedDesk } from "./desk.ts";
import type { Application } from "./oauth.ts";
import type { HostedOffice } from "./office.ts";
import { type HostedNeighbors, hostedPagesOf } from "./pages/frame.ts";
import type { HostedVisitor } from "./pages/session.ts";
import { registrationOf } from "./registration.ts";
import { hostedTable, isForPrograms } from "./routes.ts";

/** One way in which the hosted product can misbehave towards programs: the portal is one. */
export type HostedFault = Disturbance & {
  readonly endpoint: "hosted";
  readonly times: number | "standing";
};

/** What it keeps, and the faults that wait. */
export interface HostedState {
  readonly image: DatabaseImage;
  readonly faults: readonly Armed<HostedFault>[];
}

interface HostedOptions {
  readonly listenTo: ListenTo;
  /** Path of hosted.sqlite, or ":memory:". */
  readonly database: string;
  readonly clock: Clock & { readonly running: boolean };
  readonly random: Random;
  /** The portal, as its users sign in here. */
  readonly application: Application;
  /** What the portal signs its calls of the internal API with. */
  readonly internalSecret: Buffer;
  readonly neighbors: () => HostedNeighbors;
  /** How often everything was reset by now. What was kept before that is forgotten. */
  readonly resets: number;
  /** What takes the place of what was kept before that. */
  readonly others?: DatabaseImage | undefined;
  readonly nextFaultId?: () => string;
  readonly onFault?: (changed: ChangedFault<HostedFault>) => void;
}

/** The hosted product, as far as a subscription of it needs one: a third party with accounts and groups. */
export interface HostedProduct extends AsyncDisposable, HostedDesk {
  readonly url: string;
  readonly faults: ArmedFaults<HostedFault>;
  /**
   * Forgets accounts, groups and faults, or takes over others in their place; `resets` says how often that was done. What
   * cannot be stored is made up for before anything else is done.
   */
  reset(resets: number, others?: HostedState): void;
  /** Accounts and groups. */
  image(): DatabaseImage;
}

/** Starts the hosted product; throws a `DatabaseError` or a `ListenError` that says what to do. */
export async function startHosted(options: HostedOptions): Promise<HostedProduct> {
  const { listenTo, clock, random, application, internalSecret, neighbors } = options;
  await using opening = new AsyncDisposableStack();
  const database = openDatabase(options.database);
  opening.defer(() => void database.raw.close());
  const books = booksIn(database);
  if (books.resets() < options.resets) {
    books.atomically(() => books.clear(options.resets, options.others));
  }

  let url = "";
  const office: HostedOffice = { books, clock, random, application, url: () => url };
  // Sessions and attempts do not follow the emulator's clock.
  const time = steadyTime(machineTime);
  const randomToken = () => randomAlphanumeric(systemRandom, "session", 32);
  const isSignedIn = ({ accountId }: HostedVisitor) => accountId !== null;
  const sessions = sessionStore<HostedVisitor>({ isSignedIn, now: time, randomToken });
  const registration = registrationOf(office, time);
  const formTargets = application.redirectUris.map((uri) => new URL(uri).origin);
  const pages = hostedPagesOf({ clock, neighbors, formTargets: () => formTargets });
  const answer = router(hostedTable({ office, pages, sessions, registration, internalSecret }));

  /** What a reset had no room for comes before anything else. */
  let owed: (() => void) | null = null;
  function reset(resets: number, others?: HostedState) {
    owed = () => reset(resets, others);
    books.atomically(() => books.clear(resets, others?.image));
    owed = null;
    // Whoever comes after them may have their number.
    sessions.closeAll(() => true);
    waits.interrupt();
    faults.restore(others?.faults ?? []);
  }
  const settled =
    <Given extends unknown[], Value>(work: (...given: Given) => Value) =>
    (...given: Given): Value => {
      owed?.();
      return work(...given);
    };

  const faults = armedFaults<HostedFault>(options.nextFaultId, options.onFault);
  const waits = interruptibleWaits();
  function handle(incoming: Incoming): Awaitable<Reply> {
    const fault = isForPrograms(incoming) ? faults.take(() => true, incoming) : undefined;
    const work = () => answer(incoming);
    if (!fault) return work();
    return disturb(fault, {
      work: async () => andThen(work(), (reply) => reply),
      wait: waits.wait,
    });
  }
  const listener = opening.use(
    await startListener(listenTo, {
      handle: settled(handle),
      refuse: ({ status, message }) => json(status, { message }),
    }),
  );
  url = listener.url;
  opening.defer(waits.interrupt);
  const desk = deskOf(office, registration);
  const resources = opening.move();
  return {
    url,
    addUser: settled(desk.addUser),
    users: settled(desk.users),
    removeUser: settled(desk.removeUser),
    addGroup: settled(desk.addGroup),
    groups: settled(desk.groups),
    group: settled(desk.group),
    removeGroup: settled(desk.removeGroup),
    setMember: settled(desk.setMember),
    revokeTokens: settled(desk.revokeTokens),
    faults,
    reset,
    image: settled(books.image),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
