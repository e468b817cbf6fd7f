import type { AddOnSeats } from "../activation/add-ons.ts";
import type { Edition } from "../activation/edition.ts";
import type { LicenseExplained } from "../activation/explain-license.ts";
import type { InstanceSettings, SettingsChange } from "../activation/instance-settings.ts";
import type { LicenseRecords } from "../activation/license-records.ts";
import type { NotReported } from "../activation/seat-link.ts";
import type { UsageExports } from "../activation/usage-csv.ts";
import type { UserRecords } from "../activation/user-records.ts";
import type { AccessToken, Grant, IssuedToken } from "../activation/viewer.ts";
import type { Result } from "../base/result.ts";
import type { ShownSettings } from "../bundle/bundle.ts";
import type { ConsoleInstance } from "../console/console-instance.ts";
import type {
  ArmedFault,
  HostedFault,
  InstanceFault,
  NetworkFault,
  PortalFault,
} from "../contract/fault.ts";
import type { AnswerOf, InputOf } from "../contract/operations.ts";
import type { SubscriptionChange } from "../contract/portal-operations.ts";
import type { PresentScenario } from "../contract/present-scenario.ts";
import type { JobRecords, ServiceTokenRecords } from "../jobs/job-records.ts";
import type { Ran } from "../jobs/ran.ts";
import type { JobName } from "../jobs/schedule.ts";
import type { Shelf as ScenarioShelf } from "../scenarios/shelf.ts";
import type { Shelf } from "../snapshots/shelf.ts";
import type { Snapshot } from "../snapshots/snapshot.ts";
import type { Instant } from "../time/calendar.ts";
import type { AdjustableClock, ClockStart } from "../time/clock.ts";
import type { EventRecords } from "../timeline/recorded.ts";
import type { Traffic } from "../traffic/traffic.ts";
import type { EventFeed } from "./event-feed.ts";
import type { WaitingRoom } from "./waiting-room.ts";

/** The emulator, as far as it can be controlled. */
export interface Controlled {
  readonly edition: Edition;
  readonly clock: AdjustableClock;
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
  readonly administrator: ControlledAdministrator;
  /** Activates as a first start does with a code in its environment. Resolves after the first of its attempts. */
  boot(activationCode: string): Promise<void>;
  /** The instance, as somebody finds it on its console. */
  readonly console: ConsoleInstance;
  readonly settings: ControlledSettings;
  /** Work in several steps, one after the other. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value>;
  /** What would become of a license file, and why. */
  explain(license: string): Promise<LicenseExplained>;
  readonly usageExports: UsageExports;
  readonly addOnSeats: AddOnSeats;
  readonly jobs: JobRecords;
  readonly serviceTokens: ServiceTokenRecords;
  readonly worker: ControlledWorker;
  readonly events: () => Promise<EventRecords>;
  /** Null if the portal is somebody else's. */
  readonly portal: ControlledPortal | null;
  /** The hosted product; null while none runs. */
  hosted(): ControlledHosted | null;
  /** Starts the hosted product, unless it runs; the error says why that failed. */
  startHosted(): Promise<Result<void, string>>;
  readonly tokens: {
    list(): readonly AccessToken[];
    /** Null if the text that somebody wants is that of another token. */
    create(grant: Grant, own?: string): IssuedToken | null;
    revoke(id: number): boolean;
  };
  /** Faults of the instance itself. */
  readonly instanceFaults: {
    readonly add: (fault: InstanceFault) => ArmedFault;
    all(): readonly ArmedFault[];
    remove(id: string): boolean;
    clear(): void;
  };
  /** Examines the way to the portal, or to another one. Null if too many such are under way. */
  examine(portalUrl?: string): Promise<AnswerOf<"doctor.examine"> | null>;
  /** Networks between the instance and the stand-in portal; null if the portal is somebody else's. */
  readonly lab: ControlledLab | null;
  readonly traffic: Traffic;
  /** Where requests wait for traffic that is to come. */
  readonly waiting: WaitingRoom;
  /** A text as it may be repeated to whoever sent it: without tokens, passwords and codes of this emulator. */
  readonly shown: (text: string) => string;
  /** Where what happens is told of as it happens. */
  readonly feed: EventFeed;
  readonly addresses: AnswerOf<"addresses.show">;
  /** Certificates of authorities, PEM; null if there is none. */
  readonly authorities: {
    readonly emulator: () => string | null;
    readonly appliance: () => Promise<string | null>;
  };
  readonly version: string;
  /** With what it was started, as others may see it. */
  readonly configuration: ShownSettings;
  readonly snapshots: {
    /** The state as it is now. */
    save(): Snapshot;
    /** Goes back to a state; an error is a sentence, and nothing was changed then. */
    restore(snapshot: Snapshot): Promise<Result<void, string>>;
    toFile(snapshot: Snapshot): Buffer;
    /** What a file of whatever origin holds; or a sentence about why it cannot be used. */
    fromFile(file: Buffer): Promise<Result<Snapshot, string>>;
    withoutSecrets(snapshot: Snapshot): Snapshot;
    readonly shelf: Shelf;
  };
  readonly scenarios: ControlledScenarios;
  /**
   * Back to the state after first start, or there at another time; resolves once what is to end has ended. What is asked
   * for after the call belongs to the state that has begun.
   */
  reset(start?: ClockStart): Promise<void>;
}

/** Why a code or a license file has brought nothing. */
export interface NotInstalled {
  /** The instance's own sentences. */
  readonly errors: readonly string[];
  /** What stands behind them, in a sentence; null if no more is known. */
  readonly cause: string | null;
}

/** The instance's administrator, over HTTP. Errors are sentences. */
interface ControlledAdministrator {
  /** What a code has brought. */
  activate(code: string): Promise<Result<unknown, NotInstalled>>;
  /** A license file as it was stored. */
  upload(license: string): Promise<Result<unknown, NotInstalled>>;
  /** Removes the license of a row. */
  remove(row: number): Promise<Result<null, string>>;
}

/** Scenarios, and which the emulator is in. */
interface ControlledScenarios {
  readonly shelf: ScenarioShelf;
  /** One after the other. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value>;
  /** The one that was run last; null if none was since a reset. */
  present(): PresentScenario | null;
  remember(present: PresentScenario): void;
}

/** What of the instance can change while it runs. */
interface ControlledSettings {
  /** As they are when they are asked for. */
  readonly now: InstanceSettings;
  /** Changes those that are named, and keeps them until a reset. */
  change(change: SettingsChange): void;
}

/** What was asked of the portal, or why it was not done. */
export type Told<Value> = Result<Value, { readonly code: string; readonly message: string }>;
/** A reset came in between, and took everything back. */
interface Interrupted {
  readonly kind: "interrupted";
}

/** What runs the jobs, one after the other. */
interface ControlledWorker {
  /** Moves the clock, and runs what falls due on the way. */
  move<Refusal>(
    wanted: () => Result<{ readonly at: Instant; readonly running: boolean }, Refusal>,
  ): Promise<Result<readonly Ran[], Refusal | Interrupted>>;
  /** From where to where the clock is moved just now; null while it is not. */
  moving(): { readonly from: Instant; readonly to: Instant } | null;
  run(name: JobName): Promise<Result<Ran, NotReported | Interrupted>>;
  /** Begins to watch for the end of what is under way now: whether a reset or a stop has come since. */
  watch(): () => boolean;
  /** Daily jobs with the time at which each falls due next. */
  schedule(): readonly { readonly name: JobName; readonly at: Instant }[];
}

/** A file as the portal hands it out itself. */
export interface Download {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

type Subscription = AnswerOf<"subscriptions.show">;

/** What happens to a subscription after it was sold, by the names of the contract. */
type SubscriptionChanges = {
  readonly [Name in SubscriptionChange]: (
    name: string,
    given: Omit<InputOf<`subscriptions.${Name}`>, "name">,
  ) => Told<Subscription>;
};

/** The hosted product, as whoever runs the emulator uses it. */
interface ControlledHosted {
  addUser(wanted: InputOf<"hosted.addUser">): Promise<Told<AnswerOf<"hosted.addUser">>>;
  users(): AnswerOf<"hosted.users">;
  removeUser(username: string): Told<null>;
  addGroup(wanted: InputOf<"hosted.addGroup">): Told<AnswerOf<"hosted.addGroup">>;
  groups(): AnswerOf<"hosted.groups">;
  /** By its path; null if there is none. */
  group(path: string): { readonly id: number } | null;
  removeGroup(path: string): Told<null>;
  setMember(wanted: InputOf<"hosted.setMember">): Told<AnswerOf<"hosted.setMember">>;
  /** How many were good until then. */
  revokeTokens(username?: string): Told<number>;
  readonly faults: {
    readonly add: (fault: HostedFault) => ArmedFault;
    all(): readonly ArmedFault[];
    remove(id: string): boolean;
    clear(): void;
  };
}

/** The lab of networks that are at fault, as whoever runs the emulator uses it. */
interface ControlledLab {
  readonly faults: {
    readonly add: (fault: NetworkFault) => Promise<ArmedFault>;
    all(): readonly ArmedFault[];
    remove(id: string): Promise<boolean>;
    clear(): Promise<void>;
  };
}

/** Whoever runs the emulator. */
interface Owner {
  readonly kind: "owner";
}

/** The stand-in portal, as its owner uses it. */
interface ControlledPortal extends SubscriptionChanges {
  sell(order: InputOf<"subscriptions.sell">): Told<Subscription>;
  generateCode(name: string): Told<Subscription>;
  resendCode(name: string): Told<Subscription>;
  /** In order of their numbers; the newest of them, if only so many are asked for. */
  subscriptions(only?: { readonly newest: number }): readonly Subscription[];
  subscriptionCount(): number;
  subscription(name: string): Subscription | null;
  readonly licenses: {
    find(search: string): AnswerOf<"portalLicenses.find">;
    show(number: number): Told<AnswerOf<"portalLicenses.show">>;
    download(number: number): Told<Download>;
    duplicate(number: number): Told<AnswerOf<"portalLicenses.duplicate">>;
    resend(number: number): Told<AnswerOf<"portalLicenses.resend">>;
    forward(number: number, to: string): Told<AnswerOf<"portalLicenses.forward">>;
    edit(
      number: number,
      edit: Omit<InputOf<"portalLicenses.edit">, "number">,
    ): Told<AnswerOf<"portalLicenses.edit">>;
  };
  /** What the portal has written to people. */
  readonly mailbox: {
    list(wanted: InputOf<"mailbox.list">): AnswerOf<"mailbox.list">;
    show(id: number): AnswerOf<"mailbox.list">[number] | null;
    /** A page of those in which a text is found, newest first; the last if there are not so many. */
    page(
      search: string,
      page: number,
    ): {
      readonly mails: AnswerOf<"mailbox.list">;
      readonly page: number;
      readonly pages: number;
      readonly total: number;
    };
    /** As it travels; null if there is none. */
    source(id: number): Promise<string | null>;
    clear(): void;
  };
  /** What is done with groups of the hosted product. */
  readonly hosted: {
    forceLink(wanted: {
      readonly name: string;
      readonly groupId: number;
      readonly actor: Owner;
    }): Promise<Told<unknown>>;
    clear(name: string, actor: Owner): Promise<Told<unknown>>;
    /** Resolves once the groups have been told what has changed. */
    catchUp(): Promise<void>;
  };
  policies(): AnswerOf<"policies.show">;
  setPolicies(change: InputOf<"policies.set">): AnswerOf<"policies.set">;
  activationsOf(name: string): AnswerOf<"subscriptions.activations"> | null;
  reports(name: string): AnswerOf<"subscriptions.reports"> | null;
  issueLicense(
    attributes: Record<string, unknown>,
    options: { readonly foreignKey: boolean; readonly boundary: boolean },
  ): string;
  /** A property, so that the compiler compares both sides: the stand-in knows each kind of fault. */
  readonly addFault: (fault: PortalFault) => ArmedFault;
  faults(): readonly ArmedFault[];
  removeFault(id: string): boolean;
  clearFaults(): void;
}
