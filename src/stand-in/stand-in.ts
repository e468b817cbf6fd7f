import { onDemand } from "../base/on-demand.ts";
import { type Random, randomAlphanumeric, systemRandom } from "../base/random.ts";
import type { Result } from "../base/result.ts";
import { armedFaults, type ChangedFault } from "../faults/armed-faults.ts";
import { interruptibleWaits } from "../faults/interruptible-waits.ts";
import { isAssetOfPages } from "../layout/assets.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { router } from "../listener/router.ts";
import { type ListenTo, type Service, startListener } from "../listener/server.ts";
import { sessionStore } from "../listener/session-store.ts";
import { type Clock, machineTime, steadyTime } from "../time/clock.ts";
import { type HostedConnection, hostedClient } from "./hosted-client/hosted-client.ts";
import { type HostedDesk, hostedDeskOf } from "./hosted-client/hosted-desk.ts";
import type { HostedExchange } from "./hosted-client/transport.ts";
import type { AdminCredentials } from "./http/admin-guard.ts";
import type { ArmedFault, Fault } from "./http/fault.ts";
import { concerns, isMeantFor, misbehave } from "./http/misbehave.ts";
import { refusalReply } from "./http/refusal-reply.ts";
import { apiTable, askedOf, isOfApi } from "./http/routes.ts";
import { takeReport } from "./http/seat-links.ts";
import { issueMissingFiles } from "./licenses/current-license.ts";
import type { Office } from "./licenses/issue.ts";
import { type LicenseApp, licenseAppOf } from "./licenses/license-app.ts";
import { issueLicense } from "./licenses/write-license.ts";
import { type Courier, type SmtpServer, smtpCourier } from "./mail/courier.ts";
import type { KeptMail } from "./mail/mail-books.ts";
import { usualSender } from "./mail/mail-source.ts";
import { type Mailbox, type MailEvent, mailboxOf, toMail } from "./mail/mailbox.ts";
import type { Outbox } from "./mail/outbox.ts";
import type { StaffCredentials } from "./pages/admin/staff-sign-in.ts";
import type { PortalNeighbors } from "./pages/frame.ts";
import { isSignedIn, type PortalVisitor } from "./pages/portal-session.ts";
import { peopleOf } from "./people/people.ts";
import type { Changes } from "./sales/change-subscription.ts";
import type { InstanceActivation } from "./sales/code-books.ts";
import { grantAccess } from "./sales/grant-access.ts";
import type { Order, Refusal } from "./sales/order.ts";
import type { Policies, PolicyChange } from "./sales/policies.ts";
import type { OnPortalEvent } from "./sales/portal-event.ts";
import { type FalseAnswer, redeem } from "./sales/redeem.ts";
import type { Report } from "./sales/reports.ts";
import {
  firstCodeIn,
  type PortalState,
  type Settled,
  salesOf,
  sellFirst,
  startOver,
  takeOver,
} from "./sales/sales.ts";
import { type Subject, subjectOf, subscriptionIn } from "./sales/subject.ts";
import type { Subscription } from "./sales/subscription.ts";
import { booksIn, type NumbersBefore } from "./store/books.ts";
import { openDatabase } from "./store/database.ts";

/** Whose sessions end. */
type EndedSessions = (visitor: PortalVisitor) => boolean;

/** What a browser has asked of a page. */
type PageExchange = Parameters<NonNullable<Service["onExchange"]>>[0];

export interface StandInOptions {
  readonly listenTo: ListenTo;
  /** Path of portal.sqlite, or ":memory:". */
  readonly database: string;
  /** None unless said. */
  readonly numbersBefore?: NumbersBefore;
  readonly clock: Clock & { readonly running: boolean };
  readonly random: Random;
  /** Who may use the portal's own API; null keeps everybody out. */
  readonly admin: AdminCredentials | null;
  /** Who may sign in to the admin area with a browser; null keeps everybody out. */
  readonly staff?: StaffCredentials | null;
  /** Where the other parties are, whom the pages lead to. */
  readonly neighbors?: () => PortalNeighbors;
  /** The hosted product; null while none runs. */
  readonly hosted?: () => HostedConnection | null;
  /** Is told what was asked of it. */
  /** Is told of each request for a page, once it is answered. */
  readonly onPageExchange?: (exchange: PageExchange) => void;
  readonly onHostedExchange?: (exchange: HostedExchange) => void;
  /** Code of the first subscription; null draws one. */
  readonly firstCode?: string | null;
  /** Names faults; numbers of its own unless said. */
  readonly nextFaultId?: () => string;
  /** Is told what becomes of each fault. */
  readonly onFault?: (changed: ChangedFault<Fault>) => void;
  /** Is told what its owner has done, after it was done. */
  readonly onPortalEvent?: OnPortalEvent;
  /** Where mails are sent besides; null or nothing leaves them in the mailbox. */
  readonly smtpServer?: SmtpServer | null;
  /** Is told of mails once they are stored. */
  readonly onMailEvent?: (event: MailEvent) => void;
}

/** The customers portal of another company, as far as instances see it, and what only its owner can do. */
export interface StandIn extends AsyncDisposable, Changes {
  readonly url: string;
  sell(order: Order): Result<Subscription, Refusal>;
  /** Draws a code for a subscription without one, and mails it. */
  generateCode(name: string): Result<Subscription, Refusal>;
  /** The instances that have used the code that a subscription has; null if there is no such subscription. */
  activationsOf(name: string): readonly InstanceActivation[] | null;
  /** Mails the code of a subscription again. */
  resendCode(name: string): Result<Subscription, Refusal>;
  /** In order of their numbers; the newest of them, if only so many are asked for. */
  subscriptions(only?: { readonly newest: number }): readonly Subscription[];
  subscriptionCount(): number;
  subscription(name: string): Subscription | null;
  /** What instances have reported with its keys, oldest first; null if there is no such subscription. */
  reports(name: string): readonly Report[] | null;
  policies(): Policies;
  /** Answers all of them, as they are then. */
  setPolicies(change: PolicyChange): Policies;
  /** Name of the subscription whose code or license key stands in a text; null if none does. */
  subscriptionIn(text: string): string | null;
  /** Whether some subscription has, or was sold with, the code. */
  isSold(code: string): boolean;
  /** A code that was sold and not used yet; null if there is none. Oldest first. */
  unusedCode(): string | null;
  /** Writes a license that says what is asked, whether or not it makes sense. */
  issueLicense(
    attributes: Record<string, unknown>,
    options: { foreignKey: boolean; boundary: boolean },
  ): string;
  readonly licenses: LicenseApp;
  readonly mailbox: Mailbox;
  /** What its owner does with groups of the hosted product. */
  readonly hosted: Pick<HostedDesk, "forceLink" | "clear" | "catchUp"> & {
    /** Whether a subscription of the hosted product was sold. */
    sells(): boolean;
  };
  addFault(fault: Fault): ArmedFault;
  faults(): readonly ArmedFault[];
  removeFault(id: string): boolean;
  clearFaults(): void;
  /**
   * Back to the state after first start: nothing sold but the first subscription, whose code is the same as ever and
   * unused. Its term starts on the clock's day, so the clock is set first. Requests that a fault delays are dropped.
   *
   * If that cannot be stored, it is made up for before the portal does anything else.
   */
  reset(): void;
  /** Says that it has started: a reset goes back to the code that its first subscription has now, whatever is restored. */
  noteStart(): void;
  /** How often it was reset or restored, in all its life. */
  resets(): number;
  /** What it has sold and issued. */
  state(): PortalState;
  /**
   * Takes over a state, and the faults that wait then. Otherwise like a reset: requests that a fault delays are dropped, and
   * what cannot be stored is made up for before the portal does anything else.
   */
  restore(state: PortalState, faults: readonly ArmedFault[]): void;
  /** The highest numbers that it has given out. */
  lastNumbers(): { readonly sale: number; readonly license: number };
}

/** Starts a stand-in portal; throws a `DatabaseError` or a `ListenError` that says what to do. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const { listenTo, clock, random, admin, smtpServer = null } = options;
  const { onPortalEvent: onEvent = () => undefined, onMailEvent = () => undefined } = options;
  await using opening = new AsyncDisposableStack();

  // What is kept.
  const database = openDatabase(options.database);
  opening.defer(() => database.close());
  const books = await booksIn(database, options.numbersBefore);
  let courier: Courier | null = null;
  const onMail = (mail: KeptMail) => onMailEvent({ kind: "mail", mail: toMail(mail) });
  const outbox: Outbox = {
    hasServer: smtpServer !== null,
    onMail(mail) {
      courier?.wake();
      onMail(mail);
    },
    onCleared: () => onMailEvent({ kind: "cleared" }),
  };
  // Groups of the hosted product are told what was done to their subscriptions.
  const onPortalEvent: OnPortalEvent = (event) => {
    onEvent(event);
    hostedDesk.notice(event);
  };
  const office: Office = { books, clock, random, onPortalEvent, outbox };
  const { onError } = listenTo;
  const { hosted = () => null, onHostedExchange = () => undefined } = options;
  const { onPageExchange = () => undefined } = options;
  const client = hostedClient({ connection: hosted, clock, onExchange: onHostedExchange });
  const hostedDesk = hostedDeskOf(office, { client, onError });
  opening.defer(async () => {
    hostedDesk.forget();
    await hostedDesk.idle();
  });
  sellFirst(office, options.firstCode ?? null);
  issueMissingFiles(office);

  // Faults, and a reset that the disk had no room for: both come before whatever is asked.
  const faults = armedFaults<Fault>(options.nextFaultId, options.onFault);
  const waits = interruptibleWaits();
  let owed: (() => void) | null = null;
  let firstCode: string | null = null;
  function replace(books: () => void, armed: readonly ArmedFault[], ended: EndedSessions) {
    owed = () => replace(books, armed, ended);
    books();
    owed = null;
    waits.interrupt();
    faults.restore(armed);
    hostedDesk.forget();
    // Whoever comes after them may have their number.
    sessions.closeAll(ended);
    people.forgetAttempts();
  }
  const reset = () =>
    replace(
      () => startOver(office, firstCode ?? firstCodeIn(office)),
      [],
      ({ customer }) => customer !== null,
    );
  function restore(state: PortalState, armed: readonly ArmedFault[]) {
    replace(
      () => takeOver(office, state),
      armed,
      () => true,
    );
    courier?.wake();
  }
  const settled: Settled =
    (work) =>
    (...given) => {
      owed?.();
      return work(...given);
    };

  // What instances ask for, and the portal's own people.
  const licenses = settledApp(licenseAppOf(office, onPortalEvent), settled);
  const sales = salesOf(office, { settled, onPortalEvent });
  // Who has signed in with a browser. Sessions do not follow the emulator's clock. Links of mails lead to the listener, which
  // is there before any of them is written.
  let url = "";
  const time = steadyTime(machineTime);
  const randomToken = () => randomAlphanumeric(systemRandom, "session", 32);
  const sessions = sessionStore<PortalVisitor>({ isSignedIn, now: time, randomToken });
  const people = peopleOf(office, { time, origin: () => url });
  // Loading either takes longer than a start without.
  const pages = onDemand(async () => {
    const { pagesOf } = await import("./pages-of-portal.ts");
    const { staff = null, neighbors = () => ({ instance: null, control: null }) } = options;
    return pagesOf(office, {
      clock,
      neighbors,
      staff,
      sessions,
      people,
      sales,
      licenses,
      hostedDesk,
      time,
      randomToken,
    });
  });
  const graphql = onDemand(async () => {
    const { graphqlEndpoint } = await import("./http/graphql-endpoint.ts");
    return graphqlEndpoint((key) => grantAccess(office, key), listenTo.onError);
  });
  const answer = router(
    apiTable({
      activate: async (incoming, falsely) =>
        (await graphql())(incoming, (redemption) => redeem(office, redemption, falsely)),
      takeReport: (incoming, falsely) => takeReport(office, incoming, falsely),
      licenses,
      admin,
      pages: async (incoming) => (await pages())(incoming),
    }),
  );
  const handle = async (incoming: Incoming): Promise<Reply> => {
    const work = async (falsely?: FalseAnswer) =>
      answer(falsely === undefined ? incoming : { ...incoming, falsely });
    const asked = askedOf(incoming);
    let subject: Subject | undefined;
    const about = () => {
      subject ??= subjectOf(office, incoming.body.toString());
      return subject;
    };
    const fault = faults.take(
      (armed) => concerns(armed, asked) && isMeantFor(armed, about),
      incoming,
      asked,
    );
    return fault ? misbehave(fault, { work, wait: waits.wait }) : work();
  };
  const listener = opening.use(
    await startListener(listenTo, {
      handle: settled(handle),
      refuse: ({ status, message }) => refusalReply(status, message),
      onExchange({ ms, request, response }) {
        if (isOfApi(request) || isAssetOfPages(request.url)) return;
        onPageExchange({ ms, request, response: response && withoutBody(response) });
      },
    }),
  );
  url = listener.url;
  opening.defer(() => waits.interrupt());
  const sender = smtpServer?.from ?? usualSender;
  const mailbox = settledMailbox(mailboxOf(office, sender), settled);
  if (smtpServer) {
    const server = smtpServer;
    const onDelivery = onMail;
    courier = smtpCourier({ server, from: sender, books, onDelivery, onError });
    opening.use(courier);
  }
  const lastNumbers = () => ({
    sale: books.nextSaleNumber() - 1,
    license: books.nextLicenseNumber() - 1,
  });
  const resources = opening.move();
  return {
    url,
    ...sales,
    licenses,
    mailbox,
    hosted: {
      forceLink: hostedDesk.forceLink,
      clear: hostedDesk.clear,
      catchUp: hostedDesk.catchUp,
      sells: books.sellsHosted,
    },
    subscriptionIn: settled((text: string) => subscriptionIn(office, text)),
    issueLicense: (attributes, choices) => issueLicense(random, attributes, choices),
    addFault: settled(faults.add),
    faults: faults.all,
    removeFault: faults.remove,
    clearFaults: faults.clear,
    reset,
    noteStart() {
      firstCode = firstCodeIn(office);
    },
    resets: office.books.resets,
    lastNumbers,
    state: settled(() => ({ image: books.image(), given: lastNumbers() })),
    restore,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Pages say codes, license keys and links in the clear, which belong in no record. */
const withoutBody = ({ status, headers, body }: NonNullable<PageExchange["response"]>) => ({
  status,
  headers,
  body: body === "" ? "" : `[${body.length} characters]`,
});

const settledMailbox = (mailbox: Mailbox, settled: Settled): Mailbox => ({
  list: settled(mailbox.list),
  show: settled(mailbox.show),
  page: settled(mailbox.page),
  source: settled(mailbox.source),
  clear: settled(mailbox.clear),
});

const settledApp = (app: LicenseApp, settled: Settled): LicenseApp => ({
  find: settled(app.find),
  show: settled(app.show),
  download: settled(app.download),
  duplicate: settled(app.duplicate),
  edit: settled(app.edit),
  resend: settled(app.resend),
  forward: settled(app.forward),
});
