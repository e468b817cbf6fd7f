// Printed from src/contract by `npm run contract`.

/** Everything that the control API does: by its tags, and under the short names of some. */
export interface Verbs {
  readonly state: {
    /** Show everything on one page. */
    show(): Promise<State>;
    /** Go back to the state after first start. Ports, tokens and keys stay. */
    reset(): Promise<void>;
    /** Sell, activate and move the clock until the license in force is in a state. */
    set(state: StateName): Promise<PutIntoState>;
  };
  readonly clock: {
    /** Show the clock. */
    show(): Promise<Clock>;
    /** Set the clock, forward only. */
    set(now?: string, options?: {
  /** Whether it runs on from there; as before unless said. */
  readonly running?: boolean | undefined;
}): Promise<SetClock>;
    /** Move the clock forward, and run the jobs that fall due on the way. */
    advance(options?: Distance): Promise<Advanced>;
  };
  readonly jobs: {
    /** List the daily jobs to come, and what waits or is dead. */
    (): Promise<readonly Job[]>;
    /** List the daily jobs to come, and what waits or is dead. */
    list(): Promise<readonly Job[]>;
    /** Run one job now, and say how it ended. */
    run(name: string): Promise<Ran>;
  };
  readonly users: {
    /** Show the users by kind. */
    show(): Promise<Users>;
    /** Set how many users there are of each kind. */
    set(options?: UsersChange): Promise<Users>;
  };
  readonly userCounts: {
    /** Show the billable users by day. */
    list(): Promise<UserCounts>;
    /** Record daily counts of billable users. */
    set(counts: UserCounts): Promise<void>;
    /** Forget all daily counts. */
    clear(): Promise<void>;
  };
  readonly addOns: {
    /** Show add-ons with their seats, bought and assigned. */
    list(): Promise<AddOns>;
    /** Set how many users have a seat of an add-on, which the next report tells. */
    assign(seats: AddOnSeats): Promise<AddOns>;
  };
  readonly faults: {
    /** Let the stand-in portal, the instance, the hosted product or the network misbehave at the next request. */
    arm(options: Fault): Promise<ArmedFault>;
    /** List the faults that are still to come, in order. */
    (): Promise<readonly ArmedFault[]>;
    /** List the faults that are still to come, in order. */
    list(): Promise<readonly ArmedFault[]>;
    /** Forget all faults. */
    clear(): Promise<void>;
    /** Forget one fault. */
    remove(id: string): Promise<void>;
  };
  readonly timeline: {
    /** Show what has happened, and why: jobs, licenses, refusals, notices, faults, the portal. */
    (options?: TimelineWanted): Promise<readonly TimelineEvent[]>;
    /** Show what has happened, and why: jobs, licenses, refusals, notices, faults, the portal. */
    list(options?: TimelineWanted): Promise<readonly TimelineEvent[]>;
  };
  readonly settings: {
    /** Show the settings of the instance that can change while it runs. */
    show(): Promise<Settings>;
    /** Change settings of the instance while it runs. */
    set(options?: SettingsChange): Promise<Settings>;
  };
  readonly seats: {
    /** Show users, seats and tolerance over time, and what a renewal will be judged by. */
    show(): Promise<Seats>;
  };
  readonly licenses: {
    /** Say whether a license file would be admitted, by which rule, and what to buy. */
    explain(license: string): Promise<Explanation>;
    /** Activate the instance with a code, as its administrator does. */
    activate(activationCode: string): Promise<Installed>;
    /** Upload a license file to the instance, as its administrator does. */
    upload(license: string): Promise<Installed>;
    /** Print what the product's gitlab:license:info prints. */
    info(): Promise<LicenseInfo>;
  };
  readonly console: {
    /** Run lines of the instance's Rails console, of those that are known. */
    (input: string, options?: {
  /** The texts of the files that the lines read, by the names in the lines. */
  readonly files?: Readonly<Record<string, string>> | undefined;
}): Promise<readonly ConsoleOutput[]>;
    /** Run lines of the instance's Rails console, of those that are known. */
    run(input: string, options?: {
  /** The texts of the files that the lines read, by the names in the lines. */
  readonly files?: Readonly<Record<string, string>> | undefined;
}): Promise<readonly ConsoleOutput[]>;
  };
  readonly subscriptions: {
    /** Sell a subscription, with an activation code. */
    sell(options?: Order): Promise<Subscription>;
    /** List the subscriptions that were sold, with their activation codes. */
    list(): Promise<readonly Subscription[]>;
    /** Show a subscription. */
    show(name: string): Promise<Subscription>;
    /** Add seats to the term in force of a subscription. */
    addSeats(name: string, seats: number): Promise<Subscription>;
    /** Give the term in force of a subscription another plan. */
    upgrade(name: string, plan: Plan): Promise<Subscription>;
    /** Sell the term that follows the last one of a subscription. */
    renew(name: string, options?: RenewalOrder): Promise<Subscription>;
    /** End a subscription today. Its key is an expired one, generated from cancellation. */
    cancel(name: string): Promise<Subscription>;
    /** Let a subscription expire today. No instance stores the expired key: it keeps what it has. It can be renewed. */
    expire(name: string): Promise<Subscription>;
    /** Give a subscription another activation code. The one before it is unknown then. */
    reissueCode(name: string): Promise<Subscription>;
    /** Switch features of a subscription on and off, as staff do. */
    updateFeatures(name: string, options?: FeatureChange): Promise<Subscription>;
    /** Set the reconciliation dates that every report of a subscription is answered with. */
    setReconciliation(name: string, options: Reconciliation): Promise<Subscription>;
    /** Generate an activation code for a subscription that has none, and mail it. */
    generateCode(name: string): Promise<Subscription>;
    /** Mail the activation code of a subscription again. */
    resendCode(name: string): Promise<Subscription>;
    /** Link a hosted subscription to a group of the hosted product. */
    linkGroup(name: string, group: string): Promise<Subscription>;
    /** Take a hosted subscription from its group, which is on Free then. */
    unlinkGroup(name: string): Promise<Subscription>;
    /** Show what instances have reported with keys of a subscription. */
    reports(name: string): Promise<readonly Report[]>;
    /** List the instances that have used the activation code of a subscription. */
    activations(name: string): Promise<readonly InstanceActivation[]>;
  };
  readonly policies: {
    /** Show the policies of the stand-in portal. */
    show(): Promise<Policies>;
    /** Switch policies of the stand-in portal on or off. */
    set(options?: PolicyChange): Promise<Policies>;
  };
  readonly portalLicenses: {
    /** List licenses of the portal, newest first: those with the text, or all of them. */
    find(search?: string): Promise<readonly ListedPortalLicense[]>;
    /** Show a license of the portal, with every field that can be edited. */
    show(number: number | string): Promise<PortalLicense>;
    /** Issue a license that says the same, under the next number. */
    duplicate(number: number | string): Promise<PortalLicense>;
    /** Mail a license of the portal to the address in it. */
    resend(number: number | string): Promise<PortalLicense>;
    /** Mail a license of the portal to one address. */
    forward(number: number | string, to: string): Promise<PortalLicense>;
    /** Change what a license of the portal says, and save it: that is another file. */
    edit(number: number | string, options: PortalLicenseEdit): Promise<PortalLicense>;
    /** Hand out the file of a license of the portal. */
    download(number: number | string): Promise<string>;
    /** Write a license file that says exactly what it is told to. */
    write(attributes: Readonly<Record<string, unknown>>, options?: {
  /** `foreign` signs with a key that the instance does not know. */
  readonly key?: "own" | "foreign" | undefined;
  /** `true` adds the header and footer lines. */
  readonly boundary?: boolean | undefined;
}): Promise<{ readonly license: string; }>;
  };
  readonly hosted: {
    /** Make an account of the hosted product. */
    addUser(username?: string, options?: {
  /** Made of the user name unless said. */
  readonly name?: string | undefined;
  /** The user name at example.com unless said. */
  readonly email?: string | undefined;
  /** 8 characters at least; drawn unless said. */
  readonly password?: string | undefined;
  /** Whether it is an administrator. */
  readonly admin?: boolean | undefined;
}): Promise<NewHostedUser>;
    /** List the accounts of the hosted product. */
    users(): Promise<readonly HostedUser[]>;
    /** Remove an account of the hosted product. Its groups stay. */
    removeUser(username: string): Promise<void>;
    /** Make a group of the hosted product. */
    addGroup(name: string, options?: {
  /** Made of the name unless said. */
  readonly path?: string | undefined;
  /** Path of the group that it is in. */
  readonly parent?: string | undefined;
  /** User name of its owner. */
  readonly owner?: string | undefined;
  /** Further members with accounts. */
  readonly members?: readonly ({ readonly username: string; readonly access: HostedAccess; })[] | undefined;
  /** How many members it has besides, who need no accounts here. */
  readonly otherMembers?: number | undefined;
}): Promise<HostedGroup>;
    /** List the groups of the hosted product, with their plans. */
    groups(): Promise<readonly HostedGroup[]>;
    /** Remove a group of the hosted product, with all that is in it. */
    removeGroup(path: string): Promise<void>;
    /** Say what an account may do in a group of the hosted product. */
    setMember(group: string, username: string, access: HostedAccess | null): Promise<HostedGroup>;
    /** Make the tokens worthless that the portal has of accounts of the hosted product. */
    revokeTokens(username?: string): Promise<number>;
  };
  readonly mailbox: {
    /** List the mails that the stand-in portal has written, newest last. */
    list(options?: MailsWanted): Promise<readonly Mail[]>;
    /** Show a mail, and what it looks like on its way. */
    show(id: number | string): Promise<MailWithSource>;
    /** Forget all mails. Those that wait for the SMTP server are not sent. */
    clear(): Promise<void>;
  };
  readonly snapshots: {
    /** List the states that were saved. */
    list(): Promise<readonly Snapshot[]>;
    /** Save the state of instance, portal, clock and faults under a name. */
    save(name: string, options?: {
  /** Whether it takes the place of another one of that name. */
  readonly replace?: boolean | undefined;
  /** Codes and tokens become others of the same shape, license keys are written anew when it is restored, and passwords and links are gone. */
  readonly withoutSecrets?: boolean | undefined;
}): Promise<Snapshot>;
    /** Go back to a state that was saved. */
    restore(name: string): Promise<void>;
    /** Hand out a state as a file, for another emulator or machine. */
    export(name: string, options?: {
  /** `false` leaves them out: codes and tokens become others of the same shape, license keys are written anew when it is restored, and passwords and links are gone. */
  readonly secrets?: "true" | "false" | undefined;
}): Promise<Uint8Array>;
    /** Keep a state that another emulator has handed out as a file. */
    import(name: string, file: AsyncIterable<Uint8Array>): Promise<Snapshot>;
    /** Remove a state that was saved. */
    remove(name: string): Promise<void>;
  };
  readonly bundle: {
    /** Save what somebody else needs to see the same, as one file without secrets. */
    save(): Promise<Uint8Array>;
    /** Put the emulator into the state that a bundle was saved in. */
    load(bundle: AsyncIterable<Uint8Array>): Promise<LoadedBundle>;
  };
  readonly scenarios: {
    /** List the scenarios that there are. */
    list(): Promise<readonly ListedScenario[]>;
    /** Show a scenario, step by step. */
    show(name: string): Promise<ShownScenario>;
    /** Start over, and come into the state of a scenario. */
    run(name: string): Promise<RanScenario>;
    /** Start over, and come into the state of a scenario of one's own. */
    runGiven(options: Scenario): Promise<RanScenario>;
  };
  readonly doctor: {
    /** Examine the way to the portal, and name the layer that is at fault. */
    (options?: Examined): Promise<DoctorReport>;
    /** Examine the way to the portal, and name the layer that is at fault. */
    examine(options?: Examined): Promise<DoctorReport>;
  };
  readonly traffic: {
    /** Show what went over the wire, newest last, secrets masked. */
    list(options?: TrafficWanted): Promise<readonly Exchange[]>;
    /** Show what went over the wire without headers and bodies, newest last. */
    lines(options?: TrafficWanted): Promise<readonly ExchangeLine[]>;
    /** Wait until so many exchanges have been seen, and show them. */
    waitFor(options?: TrafficAwaited): Promise<readonly Exchange[]>;
    /** Count what went over the wire. */
    count(options?: ExchangesMeant): Promise<number>;
    /** Forget all exchanges. */
    clear(): Promise<void>;
    /** Show one exchange, with headers and bodies, secrets masked. */
    show(id: string): Promise<Exchange>;
    /** Show what went over the wire as a HAR, which browsers import, secrets masked. */
    har(options?: {
  /** One hop alone; `portal` and `instance` unless said. */
  readonly hop?: "portal" | "instance" | "hosted" | "portal-page" | undefined;
  /** `true` puts pseudonyms in place of e-mail addresses, names and companies as well. */
  readonly redactPeople?: boolean | undefined;
}): Promise<Har>;
  };
  readonly har: {
    /** Name the complaint that a network log (HAR) shows, and write what shows it again. */
    diagnose(har: AsyncIterable<Uint8Array>): Promise<Diagnosis>;
  };
  readonly addresses: {
    /** Say where instance and portal are, and with which tokens the instance is asked. */
    show(): Promise<Addresses>;
  };
  readonly ca: {
    /** Hand out the certificate of an authority, for whoever has to trust it. */
    show(options?: {
  /** `emulator`, unless said, is what clients have to trust with `--https`; `appliance` is what the instance has to trust behind an appliance that looks into TLS. */
  readonly of?: "emulator" | "appliance" | undefined;
}): Promise<string>;
  };
  readonly tokens: {
    /** List the access tokens of the instance, without their clear text. */
    list(): Promise<readonly Token[]>;
    /** Create an access token of the instance. Its clear text is shown only this once. */
    create(options: {
  /** `root` is the administrator; `deactivated` may not use the API. */
  readonly user: "root" | "user" | "deactivated";
  /** What it may be used for. */
  readonly scopes: readonly ("api" | "read_api" | "read_user" | "sudo" | "admin_mode")[];
  /** First day on which it is worthless; never unless said. */
  readonly expiresOn?: string | undefined;
  /** Its clear text; drawn unless said. */
  readonly token?: string | undefined;
}): Promise<NewToken>;
    /** Make a token worthless. It stays in the list. */
    revoke(id: string): Promise<void>;
  };
  /** Go back to the state after first start. Ports, tokens and keys stay. */
  reset(): Promise<void>;
  /** Let the stand-in portal, the instance, the hosted product or the network misbehave at the next request. */
  fault(options: Fault): Promise<ArmedFault>;
  /** Forget all faults. */
  clearFaults(): Promise<void>;
  /** Sell a subscription, with an activation code. */
  sell(options?: Order): Promise<Subscription>;
  /** Add seats to the term in force of a subscription. */
  addSeats(name: string, seats: number): Promise<Subscription>;
  /** Give the term in force of a subscription another plan. */
  upgrade(name: string, plan: Plan): Promise<Subscription>;
  /** Sell the term that follows the last one of a subscription. */
  renew(name: string, options?: RenewalOrder): Promise<Subscription>;
  /** End a subscription today. Its key is an expired one, generated from cancellation. */
  cancel(name: string): Promise<Subscription>;
  /** Let a subscription expire today. No instance stores the expired key: it keeps what it has. It can be renewed. */
  expire(name: string): Promise<Subscription>;
  /** Give a subscription another activation code. The one before it is unknown then. */
  reissueCode(name: string): Promise<Subscription>;
  /** Switch features of a subscription on and off, as staff do. */
  updateFeatures(name: string, options?: FeatureChange): Promise<Subscription>;
  /** Set the reconciliation dates that every report of a subscription is answered with. */
  setReconciliation(name: string, options: Reconciliation): Promise<Subscription>;
  /** Generate an activation code for a subscription that has none, and mail it. */
  generateCode(name: string): Promise<Subscription>;
  /** Mail the activation code of a subscription again. */
  resendCode(name: string): Promise<Subscription>;
  /** Start over, and come into the state of a scenario. */
  runScenario(name: string): Promise<RanScenario>;
}

export type Account = {
  readonly rules: "2017" | "2018" | "today";
  readonly verdict: "admitted" | "refused";
  readonly rule: "cloud-license" | "users-limit" | "true-up" | "available-seats" | "expiry" | "license-key";
  /** In the product's words. */
  readonly messages: readonly string[];
  /** Whether the messages tell of other users than those that decided, a defect of the rules of 2018 and 2017. */
  readonly tellsOthers: boolean;
  /** The days that were looked at, both ends included. */
  readonly window: {
  readonly from: string;
  readonly to: string;
  /** Why these days: the term of the license in force, which may have no end; around a year before, as none is in force; the year up to its start, by the rules of earlier years; named by the license's true-up. */
  readonly reason: "term-in-force" | "endless-term-in-force" | "no-license-in-force" | "year-before-start" | "true-up-days";
  readonly days: number;
} | null;
  /** The most users at once in them. */
  readonly historicalMax: number | null;
  /** The days with that many users. */
  readonly peakDays: readonly string[];
  readonly usersNow: number | null;
  /** What was compared; the last decided. */
  readonly steps: readonly ({ readonly question: string; readonly formula: string; readonly holds: boolean; })[];
  readonly remedies: readonly Remedy[];
};

export type AddOn = {
  readonly type: string;
  /** Of the purchases that are active today; 0 for credits, which have no seats. */
  readonly purchasedSeats: number;
  /** Seats that users were assigned. */
  readonly assignedSeats: number;
  /** Whether the license in force gives it today: the next report says so. */
  readonly active: boolean;
};

export type AddOnSeats = readonly ({ readonly type: string; readonly assignedSeats: number; })[];

export type AddOns = readonly AddOn[];

/** Where the emulator is, and with which tokens it is asked. */
export type Addresses = {
  readonly instance: { readonly url: string; };
  /** Null if the portal is somebody else's. */
  readonly portal: { readonly url: string; } | null;
  /** The hosted product; null while none runs. */
  readonly hosted: { readonly url: string; } | null;
  /** Access tokens of the instance, as the ready line has them. */
  readonly tokens: { readonly admin: string; readonly user: string; readonly readApi: string; };
};

export type Advanced = {
  readonly now: string;
  /** Jobs that fell due on the way, in order, each at its own time. */
  readonly ran: readonly Ran[];
};

/** A fault that is still to come. */
export type ArmedFault = { readonly times: Times; readonly id: string; } & ({
  readonly kind: "status";
  /** 200 to 599 */
  readonly status: number;
  /** Seconds, sent as Retry-After. */
  readonly retryAfter?: number | undefined;
  /** Body of the answer. */
  readonly body?: string | undefined;
  /** What it hits. activate, unless said, is an activation; seat-links is a report; any-portal is any request to the portal that can show it; graphql is a request to the instance's GraphQL; admin-page is a view of the instance's subscription page; hosted is a program's request to the hosted product. */
  readonly endpoint: "activate" | "seat-links" | "any-portal" | "graphql" | "admin-page" | "hosted";
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "delay";
  /** Milliseconds. */
  readonly ms: number;
  /** What it hits. activate, unless said, is an activation; seat-links is a report; any-portal is any request to the portal that can show it; graphql is a request to the instance's GraphQL; admin-page is a view of the instance's subscription page; hosted is a program's request to the hosted product. */
  readonly endpoint: "activate" | "seat-links" | "any-portal" | "graphql" | "admin-page" | "hosted";
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "drop-connection";
  /** Before the work, unless said, or after it. */
  readonly when: "before" | "after";
  /** What it hits. activate, unless said, is an activation; seat-links is a report; any-portal is any request to the portal that can show it; graphql is a request to the instance's GraphQL; admin-page is a view of the instance's subscription page; hosted is a program's request to the hosted product. */
  readonly endpoint: "activate" | "seat-links" | "any-portal" | "graphql" | "admin-page" | "hosted";
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "truncated" | "html" | "broken-json" | "empty" | "silence";
  /** What it hits. activate, unless said, is an activation; seat-links is a report; any-portal is any request to the portal that can show it; graphql is a request to the instance's GraphQL; admin-page is a view of the instance's subscription page; hosted is a program's request to the hosted product. */
  readonly endpoint: "activate" | "seat-links" | "any-portal" | "graphql" | "admin-page" | "hosted";
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "graphql-errors";
  /** Their messages; one of its own unless said. */
  readonly errors?: readonly ({ readonly message: string; readonly extensions?: Readonly<Record<string, string | number | boolean | null>> | undefined; })[] | undefined;
  /** What it hits. activate, unless said, is an activation; any-portal is any request to the portal that can show it. */
  readonly endpoint: "activate" | "any-portal";
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "errors";
  /** The errors. */
  readonly errors: readonly string[];
  /** What it hits. activate, unless said, is an activation; seat-links is a report; any-portal is any request to the portal that can show it. */
  readonly endpoint: "activate" | "seat-links" | "any-portal";
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "foreign-key" | "expired-license" | "legacy-license" | "future-license" | "invalid-key" | "no-license" | "no-future-subscriptions";
  /** What it hits. activate, unless said, is an activation; seat-links is a report; any-portal is any request to the portal that can show it. */
  readonly endpoint: "activate" | "seat-links" | "any-portal";
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "no-errors-key";
  /** What it hits. activate, unless said, is an activation; any-portal is any request to the portal that can show it. */
  readonly endpoint: "activate" | "any-portal";
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | { readonly kind: "dns-nxdomain" | "dns-servfail" | "dns-silent" | "dns-only-a" | "dns-only-aaaa" | "ipv6-blackhole" | "ipv6-unreachable" | "tcp-silent" | "tcp-garbage" | "tcp-closed" | "tls-self-signed" | "tls-unknown-issuer" | "tls-inspected" | "tls-expired" | "tls-not-yet-valid" | "tls-wrong-host" | "tls-old-only" | "tls-plain-http" | "tls-closed" | "proxy-403" | "proxy-502" | "proxy-closed" | "proxy-resolves"; readonly endpoint: "network"; } | {
  readonly kind: "tcp-refused" | "tcp-reset" | "tcp-blackhole";
  /** At which of the portal's addresses: all, unless said, or the first of IPv4 and of IPv6, while the others work. */
  readonly addresses: "all" | "first";
  readonly endpoint: "network";
} | {
  readonly kind: "proxy-required";
  /** The variable. http_proxy, unless said, is a trap: the portal speaks HTTPS. With the others the portal can be reached. */
  readonly variable: "http_proxy" | "https_proxy" | "both";
  readonly endpoint: "network";
} | {
  readonly kind: "proxy-407";
  /** The user that it lets through; understudy unless said. */
  readonly user: string;
  /** The user's password; understudy unless said. */
  readonly password: string;
  readonly endpoint: "network";
});

export type Clock = {
  /** What it shows. */
  readonly now: string;
  readonly running: boolean;
  readonly timeZone: string;
  /** From where to where it is moved just now, while the jobs on the way run; null while it is not. */
  readonly moving: { readonly from: string; readonly to: string; } | null;
};

/** A complaint of the support handbook, by its number; there is no C20. */
export type Complaint = "C1" | "C2" | "C3" | "C4" | "C5" | "C6" | "C7" | "C8" | "C9" | "C10" | "C11" | "C12" | "C13" | "C14" | "C15" | "C16" | "C17" | "C18" | "C19" | "C21" | "C22" | "C23" | "C24" | "C25";

export type ConsoleOutput = {
  /** Of the input, counted from 1. */
  readonly line: number;
  /** Without the prompt. */
  readonly output: string;
  /** The exception that has ended the line; null if none has. */
  readonly raised: string | null;
};

/** What a network log is about. */
export type Diagnosis = {
  /** Null if the log holds none of the complaints. */
  readonly complaint: Complaint | null;
  /** What customers complain of then. */
  readonly title: string | null;
  /** For people. */
  readonly sentence: string;
  /** Whether the log itself shows it; false if others look the same. */
  readonly certain: boolean;
  /** Those that would look the same in such a log. */
  readonly couldAlsoBe: readonly Complaint[];
  readonly evidence: readonly Evidence[];
  /** What to ask the customer next, in order. */
  readonly ask: readonly string[];
  /** What else is in the log, at most 10. */
  readonly alsoSeen: readonly ({
  readonly complaint: Complaint | null;
  /** For people. */
  readonly sentence: string;
  /** The place of the entry in the file, from 0. */
  readonly entry: number;
})[];
  /** What was asked for over GraphQL, the last 200. */
  readonly exchanges: readonly ({
  /** The place of the entry in the file, from 0. */
  readonly entry: number;
  /** When it went out; null if the log does not say. */
  readonly at: string | null;
  readonly operation: string;
  /** Null if no answer came. */
  readonly status: number | null;
  readonly ms: number | null;
})[];
  /** How many entries the log has. */
  readonly entries: number;
  /** What shows the same again; null if nothing does. */
  readonly scenario: ShownScenario | null;
};

/** How far: more than 0, at most 100 years. */
export type Distance = {
  /** Calendar years in the time zone. */
  readonly years?: number | undefined;
  /** Calendar months; one without that day ends it on its last day. */
  readonly months?: number | undefined;
  readonly weeks?: number | undefined;
  /** Calendar days in the time zone. */
  readonly days?: number | undefined;
  readonly hours?: number | undefined;
  readonly minutes?: number | undefined;
  readonly seconds?: number | undefined;
};

/** What was found out about the way to a portal. */
export type DoctorReport = {
  readonly verdict: {
  /** The layer at fault; `none` if nothing is wrong. */
  readonly layer: "configuration" | "dns" | "tcp" | "proxy" | "tls" | "http" | "portal" | "none";
  /** The layer and the likely cause, for people. */
  readonly sentence: string;
  /** What to do next, for people. */
  readonly next: string;
};
  /** In the order of the layers. */
  readonly steps: readonly ({
  readonly layer: "configuration" | "dns" | "tcp" | "proxy" | "tls" | "http" | "portal";
  /** For people. */
  readonly tried: string;
  /** What came back, for people. */
  readonly came: string;
  /** How long it took, in milliseconds; null if it was not tried. */
  readonly ms: number | null;
  /** What a person types to see the same. */
  readonly command: string;
  /** Null if it was not tried, or if the instance does not need it. */
  readonly ok: boolean | null;
})[];
};

export type EventKind = "job" | "license" | "refusal" | "fault" | "portal" | "clock" | "start" | "unreadable" | "announcement" | "notice";

/** Where a log shows what is said of it. */
export type Evidence = {
  /** The place of the entry in the file, from 0. */
  readonly entry: number;
  /** When it went out; null if the log does not say. */
  readonly at: string | null;
  readonly what: string;
  /** What it says, in its own words; null where it is that it was answered so. */
  readonly text: string | null;
};

export type Examined = {
  /** Another portal than the instance's own. */
  readonly portalUrl?: string | undefined;
};

/** A request and what came of it, secrets masked. */
export type Exchange = {
  readonly id: number;
  readonly hop: "portal" | "instance" | "hosted" | "portal-page";
  /** On the emulator's clock. */
  readonly at: string;
  readonly ms: number;
  /** What it asks for over GraphQL: names of its operations, and of their first fields. */
  readonly operations: readonly string[];
  /** Variables of the GraphQL request, long ones cut short, a list of them for a batch; null without any. */
  readonly variables: unknown;
  /** The first errors that the answer tells of, at most 3, each cut short. */
  readonly errors: readonly string[];
  /** The subscription whose activation code or license key was sent; null if none of the stand-in portal's was. */
  readonly subscription: string | null;
  readonly request: { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string | readonly string[]>>; readonly body: string; };
  readonly response: { readonly status: number; readonly headers: Readonly<Record<string, string | readonly string[]>>; readonly body: string; } | null;
  /** Why there is no response. */
  readonly error: string | null;
  /** Where the network has failed; null if it has not. */
  readonly cause: TransportFailure | null;
};

/** An exchange without headers and bodies, secrets masked. */
export type ExchangeLine = {
  readonly id: number;
  readonly hop: "portal" | "instance" | "hosted" | "portal-page";
  /** On the emulator's clock. */
  readonly at: string;
  readonly ms: number;
  /** What it asks for over GraphQL: names of its operations, and of their first fields. */
  readonly operations: readonly string[];
  /** Variables of the GraphQL request, long ones cut short, a list of them for a batch; null without any. */
  readonly variables: unknown;
  /** The first errors that the answer tells of, at most 3, each cut short. */
  readonly errors: readonly string[];
  /** The subscription whose activation code or license key was sent; null if none of the stand-in portal's was. */
  readonly subscription: string | null;
  readonly method: string;
  readonly url: string;
  /** Null if there is no response. */
  readonly status: number | null;
  /** Why there is no response. */
  readonly error: string | null;
  /** Where the network has failed; null if it has not. */
  readonly cause: TransportFailure | null;
};

export type ExchangesMeant = {
  /** `portal`: from the instance to the portal; `instance`: from clients to the instance; `portal-page`: from browsers to the pages of the portal, without what the pages say; `hosted`: from the portal to the hosted product. All unless said. */
  readonly hop?: "portal" | "instance" | "hosted" | "portal-page" | undefined;
  /** Those that ask for it over GraphQL: the name of an operation, or of a field that is asked for first. */
  readonly operation?: string | undefined;
  /** Those answered so. */
  readonly status?: number | undefined;
  /** Those in which the activation code or a license key of a subscription was sent. */
  readonly subscription?: string | undefined;
  /** Those after the exchange of an id, such as 17; or from an instant, or a day's 00:00, on. */
  readonly since?: string | undefined;
};

export type Explanation = Account & {
  /** Null if there is none to be read in the text. */
  readonly license: {
  readonly number: number | null;
  readonly plan: string;
  readonly cloud: boolean;
  readonly seats: number | null;
  /** Its seats with the tolerance; null is unlimited. */
  readonly most: number | null;
  readonly previousSeats: number | null;
  readonly trueUpSeats: number | null;
  readonly startsOn: string;
  readonly expiresOn: string | null;
} | null;
  /** The day on which it was judged. */
  readonly today: string;
  /** Why no license can be read. */
  readonly problems: readonly string[];
  readonly otherYears: readonly Account[];
  /** Parts of the text; null if no license can be read. */
  readonly inWords: {
  /** What was counted in which days, and why in these. */
  readonly past: string;
  /** Each comparison, and what followed from it. */
  readonly compared: readonly string[];
  /** What each remedy changes of the license. */
  readonly remedies: readonly string[];
} | null;
  /** The same for people. */
  readonly text: string;
};

/** A connection that was not made, or broke. How long that took is in the traffic. */
export type FailedConnection = {
  /** What was to be reached: a proxy, if that was not. */
  readonly host: string;
  /** Where it was dialed; null if no address was known. */
  readonly address: string | null;
  readonly phase: "dns" | "tcp" | "proxy" | "tls" | "http";
  readonly code: string;
};

/** How the stand-in portal, the instance, the hosted product or the network misbehaves. Of the network one of each of dns, ipv6, tcp, tls, proxy is in force at a time. */
export type Fault = { readonly times?: Times | undefined; } & ({
  readonly kind: "status";
  /** 200 to 599 */
  readonly status: number;
  /** Seconds, sent as Retry-After. */
  readonly retryAfter?: number | undefined;
  /** Body of the answer. */
  readonly body?: string | undefined;
  /** What it hits. activate, unless said, is an activation; seat-links is a report; any-portal is any request to the portal that can show it; graphql is a request to the instance's GraphQL; admin-page is a view of the instance's subscription page; hosted is a program's request to the hosted product. */
  readonly endpoint?: "activate" | "seat-links" | "any-portal" | "graphql" | "admin-page" | "hosted" | undefined;
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "delay";
  /** Milliseconds. */
  readonly ms: number;
  /** What it hits. activate, unless said, is an activation; seat-links is a report; any-portal is any request to the portal that can show it; graphql is a request to the instance's GraphQL; admin-page is a view of the instance's subscription page; hosted is a program's request to the hosted product. */
  readonly endpoint?: "activate" | "seat-links" | "any-portal" | "graphql" | "admin-page" | "hosted" | undefined;
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "drop-connection";
  /** Before the work, unless said, or after it. */
  readonly when?: "before" | "after" | undefined;
  /** What it hits. activate, unless said, is an activation; seat-links is a report; any-portal is any request to the portal that can show it; graphql is a request to the instance's GraphQL; admin-page is a view of the instance's subscription page; hosted is a program's request to the hosted product. */
  readonly endpoint?: "activate" | "seat-links" | "any-portal" | "graphql" | "admin-page" | "hosted" | undefined;
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "truncated" | "html" | "broken-json" | "empty" | "silence";
  /** What it hits. activate, unless said, is an activation; seat-links is a report; any-portal is any request to the portal that can show it; graphql is a request to the instance's GraphQL; admin-page is a view of the instance's subscription page; hosted is a program's request to the hosted product. */
  readonly endpoint?: "activate" | "seat-links" | "any-portal" | "graphql" | "admin-page" | "hosted" | undefined;
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "graphql-errors";
  /** Their messages; one of its own unless said. */
  readonly errors?: readonly ({ readonly message: string; readonly extensions?: Readonly<Record<string, string | number | boolean | null>> | undefined; })[] | undefined;
  /** What it hits. activate, unless said, is an activation; any-portal is any request to the portal that can show it. */
  readonly endpoint?: "activate" | "any-portal" | undefined;
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "errors";
  /** The errors. */
  readonly errors: readonly string[];
  /** What it hits. activate, unless said, is an activation; seat-links is a report; any-portal is any request to the portal that can show it. */
  readonly endpoint?: "activate" | "seat-links" | "any-portal" | undefined;
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "foreign-key" | "expired-license" | "legacy-license" | "future-license" | "invalid-key" | "no-license" | "no-future-subscriptions";
  /** What it hits. activate, unless said, is an activation; seat-links is a report; any-portal is any request to the portal that can show it. */
  readonly endpoint?: "activate" | "seat-links" | "any-portal" | undefined;
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | {
  readonly kind: "no-errors-key";
  /** What it hits. activate, unless said, is an activation; any-portal is any request to the portal that can show it. */
  readonly endpoint?: "activate" | "any-portal" | undefined;
  /** Only requests about this code. */
  readonly activationCode?: string | undefined;
  /** Only requests with the code or a license key of this subscription. */
  readonly subscription?: string | undefined;
  /** Only activations of the instance with this identifier. */
  readonly instance?: string | undefined;
} | { readonly kind: "dns-nxdomain" | "dns-servfail" | "dns-silent" | "dns-only-a" | "dns-only-aaaa" | "ipv6-blackhole" | "ipv6-unreachable" | "tcp-silent" | "tcp-garbage" | "tcp-closed" | "tls-self-signed" | "tls-unknown-issuer" | "tls-inspected" | "tls-expired" | "tls-not-yet-valid" | "tls-wrong-host" | "tls-old-only" | "tls-plain-http" | "tls-closed" | "proxy-403" | "proxy-502" | "proxy-closed" | "proxy-resolves"; readonly endpoint?: "network" | undefined; } | {
  readonly kind: "tcp-refused" | "tcp-reset" | "tcp-blackhole";
  /** At which of the portal's addresses: all, unless said, or the first of IPv4 and of IPv6, while the others work. */
  readonly addresses?: "all" | "first" | undefined;
  readonly endpoint?: "network" | undefined;
} | {
  readonly kind: "proxy-required";
  /** The variable. http_proxy, unless said, is a trap: the portal speaks HTTPS. With the others the portal can be reached. */
  readonly variable?: "http_proxy" | "https_proxy" | "both" | undefined;
  readonly endpoint?: "network" | undefined;
} | {
  readonly kind: "proxy-407";
  /** The user that it lets through; understudy unless said. */
  readonly user?: string | undefined;
  /** The user's password; understudy unless said. */
  readonly password?: string | undefined;
  readonly endpoint?: "network" | undefined;
});

/** What is left out stays as it is. */
export type FeatureChange = {
  /** Which licenses it yields: null is undecided, and yields license files, as no does. */
  readonly cloudLicensing?: "yes" | "no" | "offline" | null | undefined;
  /** Whether operational metrics are asked for. */
  readonly operationalMetrics?: boolean | undefined;
  /** Whether seats are reconciled each quarter. */
  readonly seatReconciliation?: boolean | undefined;
  /** Whether it renews automatically. */
  readonly autoRenew?: boolean | undefined;
};

export type Features = {
  /** Null is undecided. `yes` by itself once a code is used. */
  readonly cloudLicensing: "yes" | "no" | "offline" | null;
  readonly operationalMetrics: boolean;
  readonly seatReconciliation: boolean;
  readonly autoRenew: boolean;
};

/** A term that follows another. */
export type FutureTerm = NextTerm & { readonly trial: boolean; };

/** HAR 1.2. Fields of our own begin with an underscore. */
export type Har = { readonly log: { readonly version: "1.2"; readonly creator: { readonly name: string; readonly version: string; }; readonly comment: string; readonly entries: readonly HarEntry[]; }; };

export type HarEntry = {
  /** On the emulator's clock. */
  readonly startedDateTime: string;
  /** All of `timings` together, in milliseconds. */
  readonly time: number;
  readonly request: {
  readonly httpVersion: string;
  /** None: they are secrets. */
  readonly cookies: readonly HarPair[];
  readonly headers: readonly HarPair[];
  /** -1: it is not counted. */
  readonly headersSize: number;
  readonly bodySize: number;
  readonly method: string;
  readonly url: string;
  readonly queryString: readonly HarPair[];
  readonly postData?: { readonly mimeType: string; readonly text: string; } | undefined;
};
  readonly response: {
  readonly httpVersion: string;
  /** None: they are secrets. */
  readonly cookies: readonly HarPair[];
  readonly headers: readonly HarPair[];
  /** -1: it is not counted. */
  readonly headersSize: number;
  readonly bodySize: number;
  /** 0 if none came. */
  readonly status: number;
  readonly statusText: string;
  readonly content: { readonly size: number; readonly mimeType: string; readonly text?: string | undefined; };
  readonly redirectURL: string;
  /** Why none came. */
  readonly _error?: string | undefined;
};
  readonly cache: Readonly<Record<string, unknown>>;
  readonly timings: {
  /** In milliseconds; -1 where it does not apply. */
  readonly blocked: number;
  /** In milliseconds; -1 where it does not apply. */
  readonly dns: number;
  /** TCP, a proxy's tunnel and TLS. */
  readonly connect: number;
  /** TLS, which is a part of `connect`. */
  readonly ssl: number;
  /** In milliseconds; -1 where it does not apply. */
  readonly send: number;
  /** In milliseconds; -1 where it does not apply. */
  readonly wait: number;
  /** In milliseconds; -1 where it does not apply. */
  readonly receive: number;
};
  readonly serverIPAddress?: string | undefined;
  /** Between whom it went. */
  readonly _hop: "portal" | "instance" | "hosted" | "portal-page";
  /** What it asks for over GraphQL. */
  readonly _operations: readonly string[];
  /** Where the network has failed; null if it has not. */
  readonly _cause: TransportFailure | null;
};

export type HarPair = { readonly name: string; readonly value: string; };

export type HostedAccess = "guest" | "reporter" | "developer" | "maintainer" | "owner";

/** A group of the hosted product. */
export type HostedGroup = {
  readonly id: number;
  readonly name: string;
  /** From the top. */
  readonly path: string;
  readonly parent: string | null;
  readonly owners: readonly string[];
  /** With those of its subgroups. */
  readonly members: number;
  readonly billableMembers: number;
  readonly plan: string;
  /** Null without a subscription, or if they are unlimited. */
  readonly seats: number | null;
  /** Null without a subscription. */
  readonly endsOn: string | null;
};

/** Somebody with an account of the hosted product. */
export type HostedUser = {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly admin: boolean;
  readonly createdAt: string;
  /** Paths of groups at the top that it owns. */
  readonly owns: readonly string[];
};

/** What came of a code or a license file. */
export type Installed = {
  /** Why it was refused, in the instance's sentences; empty if it was not. */
  readonly errors: readonly string[];
  /** What stands behind the refusal, in a sentence: where a connection has failed, for instance. Null if no more is known, or nothing was refused. */
  readonly cause: string | null;
  /** The license that was stored; null if none was, or if one is only to come. */
  readonly license: StoredLicense | null;
};

/** An instance that has used a code. */
export type InstanceActivation = {
  /** Null if a version did not note it. */
  readonly activatedAt: string | null;
  /** The instance's own UUID. */
  readonly instanceIdentifier: string;
  /** Null if the instance did not say. */
  readonly hostname: string | null;
  readonly gitlabVersion: string | null;
};

/** A daily job that is to come, or a report or a question for a service token that waits or was given up. */
export type Job = {
  readonly job: JobName;
  /** Null for the daily run that is to come. */
  readonly id: number | null;
  readonly state: "scheduled" | "queued" | "retrying" | "dead";
  readonly cause: "daily" | "activation" | "manual";
  /** Those that have failed. */
  readonly attempts: number;
  /** Null for a dead job. */
  readonly nextRunAt: string | null;
  readonly lastError: string | null;
  readonly enqueuedAt: string | null;
  /** What is reported, fixed when the job was put into the queue; null for any other job. */
  readonly report: { readonly timestamp: string; readonly maxHistoricalUserCount: number; readonly billableUsersCount: number | null; } | null;
};

export type JobName = "historical-data" | "measurement" | "seat-link" | "service-token";

export type LastSync = {
  /** How the last attempt went; an activation is a success too. */
  readonly state: "none" | "succeeded" | "failed";
  /** Of the license in force. */
  readonly syncedAt: string | null;
  /** Since syncedAt. */
  readonly ageSeconds: number | null;
  /** The last report that was sent. */
  readonly attemptedAt: string | null;
  readonly error: string | null;
  readonly nextReconciliationDate: string | null;
  readonly displayAlertFrom: string | null;
};

/** The license in force, as `currentLicense` of the instance's GraphQL shows it. Days are `2025-06-01`, times ISO 8601. */
export type License = {
  /** `gid://gitlab/License/1001`. */
  readonly id: string;
  readonly type: "online_cloud" | "offline_cloud" | "legacy_license";
  readonly plan: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly company: string | null;
  /** First day on which it is valid. */
  readonly startsAt: string | null;
  /** First day on which it no longer is. */
  readonly expiresAt: string | null;
  /** Day from which changes are blocked; null if they never are. */
  readonly blockChangesAt: string | null;
  readonly createdAt: string | null;
  readonly activatedAt: string | null;
  readonly lastSync: string | null;
  /** Seats; null is unlimited. */
  readonly usersInLicenseCount: number | null;
  readonly billableUsersCount: number | null;
  readonly maximumUserCount: number | null;
  readonly usersOverLicenseCount: number | null;
  readonly hasGitlabCreditsAddOn: boolean;
  readonly trial: boolean | null;
  /** `A-S00000001`; null if the license names none. */
  readonly subscriptionName: string | null;
};

export type LicenseInfo = {
  readonly today: string;
  /** Every active human, whoever takes a seat. */
  readonly activeUsers: number;
  /** Highest daily count in the term of the license. */
  readonly historicalMax: number;
  /** Null is unlimited. */
  readonly seats: number | null;
  readonly startsOn: string;
  readonly expiresOn: string | null;
  readonly email: string | null;
};

export type ListedPortalLicense = {
  /** Stays, whatever is edited. */
  readonly number: number;
  /** 1 when it is issued, one more with everything that is saved. */
  readonly version: number;
  readonly duplicatedFrom: number | null;
  readonly subscription: string | null;
  readonly company: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly fileName: string;
  /** Null if a version issued it that did not note the time. */
  readonly issuedAt: string | null;
  /** Null if it was never edited. */
  readonly savedAt: string | null;
  /** What the license says, under the names of its file. */
  readonly attributes: Readonly<Record<string, unknown>>;
};

export type ListedScenario = {
  readonly name: string;
  readonly summary: string;
  /** Words stand where answers of its steps are named. */
  readonly youWillSee: string;
};

/** A bundle whose state this emulator has now. */
export type LoadedBundle = {
  /** Version that has saved it. */
  readonly understudy: string;
  readonly node: string;
  /** What it ran on. */
  readonly system: string;
  /** What its clock showed then, which is what this one's shows now. */
  readonly savedAt: string;
  /** Settings of the start that no bundle changes, and that let something look otherwise. */
  readonly differences: readonly ({
  /** Name of the setting or the variable. */
  readonly setting: string;
  /** What it was where the bundle was saved; null if it was not given. */
  readonly there: string | null;
  /** What it is here. */
  readonly here: string | null;
})[];
};

/** What the portal has written to somebody. */
export type Mail = {
  readonly id: number;
  /** When it was written, on the emulator's clock. */
  readonly at: string;
  /** What it is about. */
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  /** In the clear: activation codes, license keys and links are in it. */
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly ({ readonly name: string; readonly text: string; })[];
  /** Name of the subscription. */
  readonly subscription: string | null;
  /** Number of the license that it carries. */
  readonly license: number | null;
  /** What has become of it at the SMTP server (--smtp-url); null without one. */
  readonly delivery: {
  readonly state: "waiting" | "sent" | "refused";
  /** What the server has said. */
  readonly answer: string | null;
} | null;
};

export type MailWithSource = Mail & {
  /** As it travels, RFC 5322. */
  readonly source: string;
};

/** Which mails are wanted: all unless said. */
export type MailsWanted = {
  /** Those to this address. */
  readonly to?: string | undefined;
  /** The newest of them; 1000 unless said. */
  readonly limit?: number | undefined;
};

export type NewHostedUser = HostedUser & {
  /** To sign in with, told here and nowhere else. */
  readonly password: string;
  /** An access token of its own, told here and nowhere else. */
  readonly token: string;
};

export type NewToken = Token & {
  /** The clear text, told here and nowhere else. */
  readonly token: string;
};

/** A term to sell that follows another. */
export type NextTerm = {
  readonly plan: Plan;
  /** Null is unlimited. */
  readonly seats: number | null;
  readonly startsOn: string;
  readonly expiresOn: string;
};

/** What is known of the end of the license in force. */
export type Notice = {
  readonly notice: "expires-soon" | "expired" | "changes-blocked" | "grace-over";
  /** Whom the product tells: administrators from 15 days before the end, all users of a trial from 7 days before, and all users once changes are blocked. Empty where it acts and tells nobody. */
  readonly to: readonly ("administrators" | "users")[];
  /** The first day. */
  readonly since: string;
  /** Days until the license ends, 0 if it has; null if it never does. */
  readonly remainingDays: number | null;
  /** For people. */
  readonly message: string;
};

/** What is to be sold. Days are `2025-06-01`; what is left out is filled in. */
export type Order = {
  /** premium unless said. */
  readonly plan?: Plan | undefined;
  /** 10 unless said; null is unlimited. */
  readonly seats?: number | null | undefined;
  /** Today unless said. */
  readonly startsOn?: string | undefined;
  /** A year after startsOn unless said. */
  readonly expiresOn?: string | undefined;
  /** Company of the licensee. */
  readonly company?: string | undefined;
  /** Address of the licensee. */
  readonly email?: string | undefined;
  /** Name of the licensee. */
  readonly name?: string | undefined;
  /** cloud unless said; a legacy subscription has no activation code. */
  readonly kind?: "cloud" | "offline" | "legacy" | undefined;
  /** self-managed unless said; a hosted subscription belongs to a group of the hosted product. */
  readonly deployment?: "self-managed" | "hosted" | undefined;
  /** Its features; cloudLicensing is what kind says unless said. */
  readonly features?: FeatureChange | undefined;
  /** Its activation code; drawn unless said. */
  readonly activationCode?: string | undefined;
  /** Whether it is a trial. */
  readonly trial?: boolean | undefined;
  /** Terms that follow, in order. */
  readonly futureTerms?: readonly NextTerm[] | undefined;
};

export type Plan = "starter" | "premium" | "ultimate";

export type Policies = {
  /** Of an instance's reports on one day all but the first are ignored: they are answered as the first was, without a license. */
  readonly oneReportADay: boolean;
  /** Every report is answered with a newly issued key under the next number. */
  readonly newKeyAtEverySync: boolean;
  /** A report of the current key is answered without a license. */
  readonly omitUnchangedKey: boolean;
  /** An activation code is refused to all but the instance that has used it first. */
  readonly codesBoundToFirstInstance: boolean;
  /** From that many days after it was given out, a code that was never used is refused; null if never. */
  readonly unusedCodesExpireAfterDays: number | null;
};

export type PolicyChange = { readonly [Name in keyof Policies]?: Policies[Name] | undefined; };

export type PortalLicense = ListedPortalLicense & {
  /** The text of the license file. */
  readonly license: string;
};

export type PortalLicenseEdit = {
  /** The version that was looked at: if it was saved since, nothing is changed. */
  readonly expectedVersion: number;
  /** The fields to change, under the names of a license file. Those of `licensee` and `restrictions` are changed one by one; null removes a field. */
  readonly changes: Readonly<Record<string, unknown>>;
};

export type PresentScenario = { readonly name: string; readonly summary: string; readonly youWillSee: string; };

export type PutIntoState = {
  /** In order. */
  readonly did: readonly Step[];
  readonly state: State;
};

/** A job that ran. */
export type Ran = {
  readonly job: JobName;
  /** When it fell due. */
  readonly at: string;
  /** It did its work; there was nothing to do; it is tried again; or it is given up, a report after 20 retries, a token after 3. */
  readonly outcome: "done" | "skipped" | "failed" | "dead";
  /** For people. */
  readonly detail: string;
};

export type RanScenario = {
  readonly name: string;
  readonly summary: string;
  /** With what the steps have answered. */
  readonly youWillSee: string;
  /** Answers of steps, by their names. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The steps, in order. */
  readonly did: readonly ({
  /** An operation of this API that changes something, or what an administrator does. `portalLicenses.show` reads a license file for a later step; `boot` does what a first start does with a code in its environment. */
  readonly do: "license.activate" | "license.upload" | "license.remove" | "sync" | "boot" | "state.set" | "clock.set" | "clock.advance" | "jobs.run" | "users.set" | "userCounts.set" | "userCounts.clear" | "addOns.assign" | "faults.arm" | "faults.clear" | "faults.remove" | "settings.set" | "subscriptions.sell" | "subscriptions.addSeats" | "subscriptions.upgrade" | "subscriptions.renew" | "subscriptions.cancel" | "subscriptions.expire" | "subscriptions.reissueCode" | "subscriptions.updateFeatures" | "subscriptions.setReconciliation" | "subscriptions.generateCode" | "subscriptions.resendCode" | "subscriptions.linkGroup" | "subscriptions.unlinkGroup" | "policies.set" | "portalLicenses.show" | "portalLicenses.duplicate" | "portalLicenses.resend" | "portalLicenses.forward" | "portalLicenses.edit" | "portalLicenses.write" | "hosted.addUser" | "hosted.removeUser" | "hosted.addGroup" | "hosted.removeGroup" | "hosted.setMember" | "hosted.revokeTokens";
  /** Why it was refused, as expected; or null. */
  readonly refused: string | null;
})[];
};

export type Reconciliation = {
  /** When users will be compared with seats; null clears it. */
  readonly nextReconciliationDate: string | null;
  /** From when on administrators are told of it; null clears it. */
  readonly displayAlertFrom: string | null;
};

/** A change that lets the license pass. `enough` is the least that does, `seats` of a true-up what the license needs besides. */
export type Remedy = { readonly kind: "more-seats"; readonly seats: number; readonly enough: number; } | { readonly kind: "true-up"; readonly trueUpSeats: number; readonly enough: number; readonly previousSeats: number | null; readonly from: string; readonly to: string; readonly seats: number | null; } | { readonly kind: "name-previous-seats"; readonly previousSeats: number; } | { readonly kind: "later-expiry"; readonly after: string; };

/** How a subscription goes on; what is left out stays as it is. */
export type RenewalOrder = {
  /** As before unless said; null is unlimited. */
  readonly seats?: number | null | undefined;
  /** As before unless said. */
  readonly plan?: Plan | undefined;
  /** 1 unless said. */
  readonly years?: number | undefined;
  /** The most users at once in the term that ends. A true-up is priced from it into the key; without it the key carries none. */
  readonly maxHistoricalUsers?: number | undefined;
  /** Whether it was renewed automatically. */
  readonly auto?: boolean | undefined;
  /** Whether it is a trial, also after one. */
  readonly trial?: boolean | undefined;
};

export type Report = {
  readonly receivedAt: string;
  /** Of the key that was reported. */
  readonly licenseNumber: number;
  /** When the users were counted; in reports of earlier years a day. */
  readonly timestamp: string | null;
  readonly maxHistoricalUserCount: number | null;
  readonly billableUsersCount: number | null;
  /** Add-ons that the instance had when it sent the report. */
  readonly addOnMetrics: readonly ({ readonly addOnType: string | null; readonly purchasedSeats: number | null; readonly assignedSeats: number | null; })[] | null;
  readonly gitlabVersion: string | null;
  readonly hostname: string | null;
  readonly instanceId: string | null;
  readonly uniqueInstanceId: string | null;
};

export type Scenario = {
  readonly name: string;
  /** In a sentence. */
  readonly summary: string;
  /** What a person will see, with `{name.field}` where answers of steps are named. */
  readonly youWillSee: string;
  /** Settings of the instance that are to be others. */
  readonly settings?: SettingsChange | undefined;
  /** Where the clock starts, which may be before now; where a reset takes it unless said. */
  readonly clock?: ScenarioClock | undefined;
  readonly steps: readonly ScenarioStep[];
};

export type ScenarioClock = {
  /** An instant, or a day: its 00:00 in the time zone. */
  readonly now: string;
  /** It stands still unless said. */
  readonly running?: boolean | undefined;
};

export type ScenarioStep = {
  /** An operation of this API that changes something, or what an administrator does. `portalLicenses.show` reads a license file for a later step; `boot` does what a first start does with a code in its environment. */
  readonly do: "license.activate" | "license.upload" | "license.remove" | "sync" | "boot" | "state.set" | "clock.set" | "clock.advance" | "jobs.run" | "users.set" | "userCounts.set" | "userCounts.clear" | "addOns.assign" | "faults.arm" | "faults.clear" | "faults.remove" | "settings.set" | "subscriptions.sell" | "subscriptions.addSeats" | "subscriptions.upgrade" | "subscriptions.renew" | "subscriptions.cancel" | "subscriptions.expire" | "subscriptions.reissueCode" | "subscriptions.updateFeatures" | "subscriptions.setReconciliation" | "subscriptions.generateCode" | "subscriptions.resendCode" | "subscriptions.linkGroup" | "subscriptions.unlinkGroup" | "policies.set" | "portalLicenses.show" | "portalLicenses.duplicate" | "portalLicenses.resend" | "portalLicenses.forward" | "portalLicenses.edit" | "portalLicenses.write" | "hosted.addUser" | "hosted.removeUser" | "hosted.addGroup" | "hosted.removeGroup" | "hosted.setMember" | "hosted.revokeTokens";
  /** What the operation is given. A text that is `{name.field}` stands for a field of an earlier step's answer. */
  readonly with?: Readonly<Record<string, unknown>> | undefined;
  /** A name for the answer, to which later steps and `youWillSee` refer. */
  readonly as?: string | undefined;
  /** The step is expected to be refused: with this code, or with this text in what is said. */
  readonly refused?: string | undefined;
};

/** A license, by its term and seats. */
export type SeatTerm = {
  /** Database id. */
  readonly row: number;
  /** Number at the portal. */
  readonly number: number | null;
  readonly plan: string;
  /** No rule about seats applies to a cloud license. */
  readonly cloud: boolean;
  /** Null is unlimited. */
  readonly seats: number | null;
  /** The same with the tolerance. */
  readonly most: number | null;
  readonly startsOn: string;
  /** First day after the term. */
  readonly expiresOn: string | null;
  /** The day on which the instance has stored it. */
  readonly storedOn: string;
  /** The most users at once in its term; 0 if nobody was counted. */
  readonly historicalMax: number;
  /** Whether it is in force today. */
  readonly current: boolean;
};

export type Seats = {
  readonly today: string;
  /** The year whose rules are applied. */
  readonly rules: "2017" | "2018" | "today";
  /** Users of today, as these rules count them. */
  readonly usersNow: number;
  /** Of the license in force; null is unlimited, or that none is in force. */
  readonly seats: number | null;
  /** How many more than were bought pass. */
  readonly tolerance: {
  readonly percent: number;
  /** Seats in force with the tolerance. */
  readonly most: number | null;
};
  /** The days whose counts the next license must cover; null if none is in force. */
  readonly window: {
  readonly from: string;
  readonly to: string;
  /** Why these days: the term of the license in force, which may have no end; around a year before, as none is in force; the year up to its start, by the rules of earlier years; named by the license's true-up. */
  readonly reason: "term-in-force" | "endless-term-in-force" | "no-license-in-force" | "year-before-start" | "true-up-days";
} | null;
  /** Why these days. */
  readonly windowInWords: string | null;
  /** The most users at once in them. */
  readonly historicalMax: number | null;
  /** The days with that many users. */
  readonly peakDays: readonly string[];
  /** Billable users by day, in order. */
  readonly counts: UserCounts;
  /** Whether there are more than 800 counts: then each stretch of days is told by its highest. */
  readonly thinned: boolean;
  /** Licenses in the order of the history, at most 100. */
  readonly terms: readonly SeatTerm[];
};

/** The token for cloud services; null if there is none. */
export type ServiceToken = { readonly expiresAt: string; } | null;

export type SetClock = Clock & {
  /** Jobs that fell due on the way, in order, each at its own time. */
  readonly ran: readonly Ran[];
};

export type Settings = {
  readonly gitlabVersion: string;
  /** Nothing leaves the instance that could change something elsewhere: the portal is not asked. */
  readonly silentMode: boolean;
  /** `saas` is an instance of the hosted product, which no code activates. */
  readonly instanceKind: "self-managed" | "saas";
  /** Year of the rules by which a license is refused for its seats. */
  readonly rules: "2017" | "2018" | "today";
  /** `strict` refuses what is not 24 letters, digits or underscores; `portal` leaves it to the portal. */
  readonly activationCodeCheck: "strict" | "portal";
  /** Administrators are shown the texts of exceptions where the product does. */
  readonly leakTransportTexts: boolean;
};

export type SettingsChange = {
  /** Version that the instance says it has, and whose rules of the network apply. */
  readonly gitlabVersion?: string | undefined;
  /** Nothing leaves the instance that could change something elsewhere: the portal is not asked. */
  readonly silentMode?: boolean | undefined;
  /** `saas` is an instance of the hosted product, which no code activates. */
  readonly instanceKind?: "self-managed" | "saas" | undefined;
  /** Year of the rules by which a license is refused for its seats. */
  readonly rules?: "2017" | "2018" | "today" | undefined;
  /** `strict` refuses what is not 24 letters, digits or underscores; `portal` leaves it to the portal. */
  readonly activationCodeCheck?: "strict" | "portal" | undefined;
  /** Administrators are shown the texts of exceptions where the product does. */
  readonly leakTransportTexts?: boolean | undefined;
};

export type ShownScenario = {
  readonly name: string;
  readonly summary: string;
  readonly youWillSee: string;
  readonly settings?: {
  readonly gitlabVersion?: string | undefined;
  /** Nothing leaves the instance that could change something elsewhere: the portal is not asked. */
  readonly silentMode?: boolean | undefined;
  /** `saas` is an instance of the hosted product, which no code activates. */
  readonly instanceKind?: "self-managed" | "saas" | undefined;
  /** Year of the rules by which a license is refused for its seats. */
  readonly rules?: "2017" | "2018" | "today" | undefined;
  /** `strict` refuses what is not 24 letters, digits or underscores; `portal` leaves it to the portal. */
  readonly activationCodeCheck?: "strict" | "portal" | undefined;
  /** Administrators are shown the texts of exceptions where the product does. */
  readonly leakTransportTexts?: boolean | undefined;
} | undefined;
  readonly clock?: {
  /** An instant, or a day: its 00:00 in the time zone. */
  readonly now: string;
  /** It stands still unless said. */
  readonly running?: boolean | undefined;
} | undefined;
  readonly steps: readonly ({
  /** An operation of this API that changes something, or what an administrator does. `portalLicenses.show` reads a license file for a later step; `boot` does what a first start does with a code in its environment. */
  readonly do: "license.activate" | "license.upload" | "license.remove" | "sync" | "boot" | "state.set" | "clock.set" | "clock.advance" | "jobs.run" | "users.set" | "userCounts.set" | "userCounts.clear" | "addOns.assign" | "faults.arm" | "faults.clear" | "faults.remove" | "settings.set" | "subscriptions.sell" | "subscriptions.addSeats" | "subscriptions.upgrade" | "subscriptions.renew" | "subscriptions.cancel" | "subscriptions.expire" | "subscriptions.reissueCode" | "subscriptions.updateFeatures" | "subscriptions.setReconciliation" | "subscriptions.generateCode" | "subscriptions.resendCode" | "subscriptions.linkGroup" | "subscriptions.unlinkGroup" | "policies.set" | "portalLicenses.show" | "portalLicenses.duplicate" | "portalLicenses.resend" | "portalLicenses.forward" | "portalLicenses.edit" | "portalLicenses.write" | "hosted.addUser" | "hosted.removeUser" | "hosted.addGroup" | "hosted.removeGroup" | "hosted.setMember" | "hosted.revokeTokens";
  readonly with?: Readonly<Record<string, unknown>> | undefined;
  readonly as?: string | undefined;
  readonly refused?: string | undefined;
})[];
};

/** A state that was saved. */
export type Snapshot = {
  readonly name: string;
  /** Size of its file. */
  readonly bytes: number;
  /** When it was saved or imported here, by the machine's clock. */
  readonly savedAt: string;
};

export type State = {
  /** `ce` is the free one, which has no licenses. */
  readonly edition: "ee" | "ce";
  readonly clock: Clock;
  /** The one that was run last; null if none was since the start or a reset. */
  readonly scenario: PresentScenario | null;
  readonly currentLicense: StoredLicense | null;
  /** What is known of the end of the license in force today. */
  readonly notices: readonly Notice[];
  /** Whether the instance takes no changes any more; false without a license. */
  readonly blockChanges: boolean;
  /** As in the history, at most 100. */
  readonly licenses: readonly StoredLicense[];
  /** Database ids of the newest 1,000 licenses whose keys cannot be read. */
  readonly unreadableLicenses: readonly number[];
  readonly users: Users;
  /** The newest 1,000; `GET /user-counts` tells all. */
  readonly userCounts: UserCounts;
  readonly addOns: AddOns;
  /** Whether the usage of an offline license was exported. */
  readonly usageExported: boolean;
  /** When the first trial that was ever stored ends: later ones do not count. */
  readonly trialEndsOn: string | null;
  /** The newest 1,000; `GET /portal/subscriptions` tells all. */
  readonly subscriptions: readonly Subscription[];
  /** Null if the portal is an external one. */
  readonly policies: Policies | null;
  /** The newest 1,000; `GET /faults` tells all. */
  readonly faults: readonly ArmedFault[];
  /** The newest 1,000; `GET /jobs` tells all. */
  readonly jobs: readonly Job[];
  readonly lastSync: LastSync;
  readonly serviceToken: ServiceToken;
  readonly totals: Totals;
};

/** A state around the end of a license, or of a trial. active: far from its end; expires-in-15-days: in 15 days it ends; expires-in-3-days: in 3 days it ends; expires-today: expired since 00:00; expired: expired since yesterday; changes-blocked: the day from which changes are blocked; grace-over: 15 days after the end or later; trial: a trial far from its end; trial-ends-soon: a trial that ends in 7 days; trial-expired: a trial that expired yesterday. */
export type StateName = "active" | "expires-in-15-days" | "expires-in-3-days" | "expires-today" | "expired" | "changes-blocked" | "grace-over" | "trial" | "trial-ends-soon" | "trial-expired";

/** Something that was done. */
export type Step = {
  /** For people. */
  readonly detail: string;
} & ({ readonly step: "sold" | "activated"; readonly subscription: string; } | {
  readonly step: "clock-moved";
  readonly now: string;
  /** How many ran on the way. */
  readonly jobs: number;
});

/** A license that the instance has. */
export type StoredLicense = {
  /** Database id. */
  readonly row: number;
  /** Number at the portal. */
  readonly number: number | null;
  readonly type: "online_cloud" | "offline_cloud" | "legacy_license";
  readonly plan: string;
  readonly seats: number | null;
  readonly company: string | null;
  readonly startsOn: string;
  readonly expiresOn: string | null;
  readonly subscription: string | null;
  readonly createdAt: string;
  readonly syncedAt: string | null;
};

/** What was sold. */
export type Subscription = {
  readonly name: string;
  readonly number: number;
  readonly deployment: "self-managed" | "hosted";
  /** Null for one that was given none, as legacy and hosted ones. */
  readonly activationCode: string | null;
  readonly plan: Plan;
  /** Null is unlimited. */
  readonly seats: number | null;
  readonly startsOn: string;
  readonly expiresOn: string;
  /** What was sold for later. */
  readonly futureTerms: readonly FutureTerm[];
  readonly company: string;
  readonly email: string;
  /** Of the licenses that it yields; null for a hosted one. */
  readonly kind: "cloud" | "offline" | "legacy" | null;
  readonly features: Features;
  /** The group of the hosted product that it belongs to; null for none. */
  readonly group: { readonly id: number; readonly name: string; } | null;
  /** How often it was saved. */
  readonly version: number;
  readonly trial: boolean;
  /** One that has not started is active, one between two terms expired. */
  readonly state: "active" | "cancelled" | "expired";
  /** Whether the code was ever used. */
  readonly cloudLicensing: boolean;
  /** Number of the key issued last. */
  readonly licenseNumber: number | null;
  /** What every report is answered, as displayAlertFrom. */
  readonly nextReconciliationDate: string | null;
  readonly displayAlertFrom: string | null;
};

/** What has happened, and why. */
export type TimelineEvent = {
  /** Where it stands: `before` asks for what stands before it. */
  readonly place: string;
  /** On the emulator's clock. */
  readonly at: string;
  /** What happened, for people. */
  readonly text: string;
  /** Why it did, for people. */
  readonly cause: string;
} & ({
  readonly kind: "job";
  readonly job: JobName;
  readonly outcome: "done" | "skipped" | "failed" | "dead";
  readonly detail: string;
  /** The detail without what is true of one day or attempt alone. */
  readonly gist: string;
  readonly trigger: "daily" | "activation" | "manual";
  /** Null for a job that sends no report. */
  readonly report: number | null;
  /** The first is 1, the others are retries. */
  readonly attempt: number | null;
  /** Null if nothing was wrong. */
  readonly error: string | null;
  /** The fault that made it fail; null if none did. */
  readonly fault: { readonly id: string; readonly name: string; } | null;
  /** Where the connection to the portal has failed; null if it was not that. */
  readonly transport: FailedConnection | null;
} | {
  readonly kind: "license";
  readonly action: "installed" | "removed";
  readonly by: "person" | "environment" | "report" | "rest" | "form" | "first-start" | "earlier-version" | "mutation" | "page" | "console";
  /** Database id. */
  readonly row: number;
  readonly number: number | null;
  /** Null, as what follows, if the key of a removed license could not be read. */
  readonly plan: string | null;
  readonly seats: number | null;
  readonly startsOn: string | null;
  readonly expiresOn: string | null;
  readonly subscription: string | null;
} | {
  readonly kind: "refusal";
  readonly by: "person" | "environment" | "rest" | "form" | "first-start" | "console";
  readonly reason: string;
  readonly detail: string;
  /** The fault that made it fail; null if none did. */
  readonly fault: { readonly id: string; readonly name: string; } | null;
  /** Where the connection to the portal has failed; null if it was not that. */
  readonly transport: FailedConnection | null;
} | {
  readonly kind: "fault";
  readonly action: "armed" | "struck" | "removed";
  readonly id: string;
  readonly fault: string;
  readonly endpoint: string;
  /** How many requests it is meant for still. */
  readonly times: number | "standing";
  /** Whom it struck. */
  readonly request: string | null;
} | {
  readonly kind: "portal";
  readonly action: string;
  readonly subject: string;
  /** Who did it: null for the owner, and for what the portal does of itself. */
  readonly by: string | null;
} | {
  readonly kind: "clock";
  readonly from: string;
  readonly to: string;
  readonly running: boolean;
  /** `start` if a start of the emulator set it, `stop` if the emulator ended while it was moved, `machine` if the machine's clock was set back: by it, this one would show `from`. */
  readonly by: "person" | "start" | "stop" | "machine";
  /** Where it was to be moved, if the emulator ended on the way; else null. */
  readonly wanted: string | null;
  /** Whether the jobs on the way were passed over, because it was too far. */
  readonly passedOver: boolean;
} | { readonly kind: "start"; } | {
  readonly kind: "unreadable";
  /** Of the table of events in `instance.sqlite`. */
  readonly row: number;
} | {
  readonly kind: "announcement";
  /** When each of the later subscriptions starts that the portal announces from then on; null where it has sent no day. Empty if it announces none any more. */
  readonly startsOn: readonly (string | null)[];
} | {
  readonly kind: "notice";
  /** What changes by itself: it follows from the licenses and the days. */
  readonly notice: "in-force" | "none-in-force" | "not-in-force" | "expires-soon" | "expired" | "changes-blocked" | "grace-over" | "changes-allowed" | "told" | "nobody-told";
  /** The text without how many days were left then. */
  readonly gist: string;
  /** Null if no license is in force. */
  readonly row: number | null;
  readonly number: number | null;
});

/** Which events are wanted: all unless said. */
export type TimelineWanted = {
  /** A day, which begins at 00:00 in the time zone, or an instant. */
  readonly from?: string | undefined;
  /** A day, with which it ends, or an instant, which is within. */
  readonly to?: string | undefined;
  /** Events of this kind; several are named one by one. */
  readonly kind?: EventKind | readonly EventKind[] | undefined;
  /** The newest of them; at most 10,000 at once, which is also what is shown unless said. */
  readonly limit?: number | undefined;
  /** Those that stand before this place, which the first of another answer has. */
  readonly before?: string | undefined;
};

/** How many requests it hits, 1 unless said. A standing one stays until faults are cleared. */
export type Times = number | "standing";

export type Token = {
  readonly id: number;
  /** What it was made for; null for one of an earlier version. */
  readonly name: string | null;
  readonly user: "root" | "user" | "deactivated";
  readonly scopes: readonly ("api" | "read_api" | "read_user" | "sudo" | "admin_mode")[];
  /** Null for one of an earlier version. */
  readonly createdAt: string | null;
  /** First day on which it is worthless. */
  readonly expiresOn: string | null;
  readonly revoked: boolean;
};

/** How many there are of what a page may show a part of. */
export type Totals = { readonly licenses: number; readonly unreadableLicenses: number; readonly userCounts: number; readonly subscriptions: number; readonly faults: number; readonly jobs: number; };

export type TrafficAwaited = ExchangesMeant & {
  /** How many are waited for; 1 unless said. */
  readonly count?: number | undefined;
  /** How long they are waited for, by the machine's clock; 30 unless said. */
  readonly seconds?: number | undefined;
};

export type TrafficWanted = ExchangesMeant & {
  /** Only the newest ones. */
  readonly limit?: number | undefined;
};

/** A connection that was not made, or broke. */
export type TransportFailure = FailedConnection & {
  /** How long that phase took, by the machine's clock. */
  readonly ms: number;
};

export type UserCount = { readonly on: string; readonly count: number; };

export type UserCounts = readonly UserCount[];

export type Users = {
  /** Every active human. */
  readonly active: number;
  /** Of the active ones, those who are guests everywhere. */
  readonly guests: number;
  /** Of the active ones, those in no group or project. */
  readonly withoutMembership: number;
  readonly bots: number;
  readonly blocked: number;
  /** Users who take a seat under the plan in force. */
  readonly billable: number;
  /** Whether `billable` was set instead of derived. */
  readonly pinned: boolean;
};

export type UsersChange = {
  /** Every active human. */
  readonly active?: number | undefined;
  /** Of the active ones, guests everywhere. */
  readonly guests?: number | undefined;
  /** Of the active ones, those in no group or project. */
  readonly withoutMembership?: number | undefined;
  readonly bots?: number | undefined;
  readonly blocked?: number | undefined;
  /** Pins; goes without the others. */
  readonly billable?: number | undefined;
};
