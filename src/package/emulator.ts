import type { ArmedFault, Fault } from "./fault.ts";
import type { Job, Ran } from "./job.ts";
import type { Activation, License } from "./license.ts";
import type { PutInto, StateName } from "./state.ts";
import type { Order, Plan, Reconciliation, RenewalOrder, Subscription } from "./subscription.ts";
import type { TimelineEvent, TimelineWanted } from "./timeline.ts";

/**
 * A running emulator: an instance, a stand-in portal and a control API on ports of their own. Dispose of it to stop it.
 *
 * What is wrong is refused with an `EmulatorError` that says what the control API says.
 */
export interface Emulator extends AsyncDisposable {
  /** The instance; its GraphQL is at `${instance.url}/api/graphql`. */
  readonly instance: { readonly url: string };
  /** The stand-in portal; null if the portal is somebody else's (`portalUrl`). */
  readonly portal: { readonly url: string } | null;
  /** The control API. The token is null where only this machine can call. */
  readonly control: { readonly url: string; readonly token: string | null };
  /** Access tokens: an administrator's, an ordinary user's, and an administrator's that may only read. */
  readonly tokens: { readonly admin: string; readonly user: string; readonly readApi: string };
  /** Who may sign in with a password. */
  readonly root: { readonly username: string; readonly password: string };
  /** A code that was sold and not used when the emulator started; null if there was none. */
  readonly activationCode: string | null;
  readonly clock: EmulatorClock;
  /** Activates a code on the instance, as its administrator; `activationCode` unless another is given. */
  activate(code?: string): Promise<Activation>;
  /** The license in force on the instance; null if there is none. */
  currentLicense(): Promise<License | null>;
  /** Sells a subscription at the stand-in portal. */
  sell(order?: Order): Promise<Subscription>;
  /** Adds seats to the term in force; a negative number takes some away. */
  addSeats(name: string, seats: number): Promise<Subscription>;
  /** Gives the term in force another plan, a smaller one too. */
  upgrade(name: string, plan: Plan): Promise<Subscription>;
  /** Sells the term that follows the last one of a subscription. */
  renew(name: string, order?: RenewalOrder): Promise<Subscription>;
  /** Ends a subscription today: its key is an expired one, generated from cancellation. */
  cancel(name: string): Promise<Subscription>;
  /** Lets a subscription expire today: its key is an expired one, which no instance stores. It can be renewed. */
  expire(name: string): Promise<Subscription>;
  /** Gives a subscription another code; the one before it is unknown from now on. */
  reissueCode(name: string): Promise<Subscription>;
  /** Has every report of a subscription answered with these dates. */
  setReconciliation(name: string, dates: Reconciliation): Promise<Subscription>;
  /** Reports to the portal now, waits for the answer, and tells how it ended. */
  sync(): Promise<Ran>;
  /** Daily jobs that are to come, and reports that wait or were given up. */
  jobs(): Promise<readonly Job[]>;
  /** Sells, activates and moves the clock until the license in force is in a state around its end. */
  putInto(state: StateName): Promise<PutInto>;
  /** Arms a fault of the stand-in portal. Faults are consumed in order, each by the next request to its endpoint. */
  fault(fault: Fault): Promise<ArmedFault>;
  /** Faults that are still to come, in order. */
  faults(): Promise<readonly ArmedFault[]>;
  /** Forgets all faults. */
  clearFaults(): Promise<void>;
  /** What has happened, oldest first, each with its cause: all unless said. */
  timeline(wanted?: TimelineWanted): Promise<readonly TimelineEvent[]>;
  /** Back to the state after first start. Ports, tokens, passwords and keys stay; `activationCode` is unused again. */
  reset(): Promise<void>;
}

/** The clock that instance and stand-in portal share. It is shown in whole seconds, and never goes back but by `reset`. */
export interface EmulatorClock {
  /** What it shows: `2025-06-01T12:00:00Z`. */
  now(): string;
  /** Sets it to an instant, or a day's 00:00 in the time zone; `running` starts or stops it. */
  set(
    now: string,
    options?: { readonly running?: boolean | undefined },
  ): Promise<{ readonly now: string; readonly running: boolean; readonly timeZone: string }>;
  /** Moves it forward, by calendar days in the time zone, hours, minutes and seconds. */
  advance(distance: Distance): Promise<{
    readonly now: string;
    /** Jobs that fell due on the way, in order. */
    readonly ran: readonly Ran[];
  }>;
}

/** How far the clock is moved: more than 0, at most 100 years. */
export interface Distance {
  readonly days?: number | undefined;
  readonly hours?: number | undefined;
  readonly minutes?: number | undefined;
  readonly seconds?: number | undefined;
}
