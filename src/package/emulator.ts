import type { Activation } from "./license.ts";
import type { Clock, Fault, License, Notice, Ran, StateName, Step, Verbs } from "./verbs.ts";

/**
 * A running emulator: an instance, a stand-in portal and a control API on ports of their own. Dispose of it to stop it.
 *
 * It does everything that the control API does. What is wrong is refused with an `EmulatorError` that says what the
 * control API says.
 */
export interface Emulator extends AsyncDisposable, Verbs {
  /** The instance; its GraphQL is at `${instance.url}/api/graphql`. */
  readonly instance: { readonly url: string };
  /** The stand-in portal; null if the portal is somebody else's (`portalUrl`). */
  readonly portal: { readonly url: string } | null;
  /** Accounts and groups of the hosted product; its URL is null while none runs. */
  readonly hosted: Verbs["hosted"] & { readonly url: string | null };
  /** The control API. The token is null where none is asked for. */
  readonly control: { readonly url: string; readonly token: string | null };
  /** The certificate (PEM) that clients have to trust; null without `https`. */
  readonly certificateAuthority: string | null;
  /** Access tokens: an administrator's, an ordinary user's, and an administrator's that may only read. */
  readonly tokens: Verbs["tokens"] & {
    readonly admin: string;
    readonly user: string;
    readonly readApi: string;
  };
  /** Who may sign in with a password. */
  readonly root: { readonly username: string; readonly password: string };
  /** Who may sign in to the admin area of the stand-in portal; null if the portal is somebody else's. */
  readonly staff: { readonly email: string; readonly password: string } | null;
  /** A code that was sold and not used when the emulator started; null if there was none. */
  readonly activationCode: string | null;
  readonly clock: EmulatorClock;
  /** Activates a code on the instance, as its administrator; `activationCode` unless another is given. */
  activate(code?: string): Promise<Activation>;
  /** The license in force on the instance; null if there is none. */
  currentLicense(): Promise<License | null>;
  /** Reports to the portal now, waits for the answer, and tells how it ended. */
  sync(): Promise<Ran>;
  /** Sells, activates and moves the clock until the license in force is in a state around its end. */
  putInto(state: StateName): Promise<PutInto>;
}

/** The clock that instance and stand-in portal share. It is shown in whole seconds, and never goes back but by `reset`. */
export type EmulatorClock = Verbs["clock"] & {
  /** What it shows: `2025-06-01T12:00:00Z`. */
  now(): Clock["now"];
};

/** How the instance came into a state, and what it is like there. */
export interface PutInto {
  /** What was done, in order; nothing if the instance was in the state already. */
  readonly did: readonly Step[];
  /** What the clock shows. */
  readonly now: string;
  readonly notices: readonly Notice[];
  /** Whether the instance takes no changes any more. */
  readonly blockChanges: boolean;
}

type Kind<One, Requests> = One extends { readonly endpoint?: infer Endpoint }
  ? Requests extends Exclude<Endpoint, undefined>
    ? Omit<One, "endpoint" | "times">
    : never
  : never;

/** What can hit every request. */
export type Disturbance = Kind<Fault, "graphql">;

/** What an activation and a report to the portal can be answered. */
export type FalseAnswer = Exclude<Kind<Fault, "seat-links">, Disturbance>;

/** What only an activation can be answered. */
export type FalsePayload = Exclude<Kind<Fault, "activate">, Disturbance | FalseAnswer>;
