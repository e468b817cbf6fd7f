import { messagesOf } from "../activation/messages.ts";
import { usageOf } from "../activation/usage.ts";
import { billableUsers, type Users } from "../license/billable-users.ts";
import { isSubscriptionCancelled, kindOf, type License } from "../license/license.ts";
import { blocksChanges, notifiesAdmins, notifiesUsers, remainingDays } from "../license/notices.ts";
import { hasStarted, isExpired } from "../license/term.ts";
import type { Day } from "../time/calendar.ts";
import type { ConsoleInstance } from "./console-instance.ts";
import { portalFailure } from "./portal-failure.ts";
import { noMethod, Raised } from "./raised.ts";
import { allLicenses, findLicense, lastLicense, ofRow } from "./stored-rows.ts";
import type { LicenseAtHand, Licenses, Type, UserScope, Value, ValueOf } from "./values.ts";

/** An argument that a method takes. */
export interface Taken {
  /** `data` of `data: key`, `&` of `&:trial?`; null for one without a name. */
  readonly as: string | null;
  readonly type: Type;
  /** Whether it must stand in the line itself, and in no variable. */
  readonly written?: true;
  /** The only values that are known. */
  readonly only?: readonly string[];
  /** How it is written where the lines are listed. */
  readonly shown: string;
}

/** A method that can be called on values of a type. */
export interface Method<T extends Type = Type> {
  /** What it comes to, unless that is nil. */
  readonly gives: Type;
  /** Its arguments, in one way or in several; none unless said. */
  readonly takes?: readonly (readonly Taken[])[];
  readonly run: (
    on: ValueOf<T>,
    instance: ConsoleInstance,
    args: readonly Value[],
  ) => Value | Promise<Value>;
}

const nil = { type: "nil" } as const;
const text = (value: string | null | undefined): Value =>
  typeof value === "string" ? { type: "text", value } : nil;
const number = (value: number | null): Value => (value === null ? nil : { type: "number", value });
const boolean = (value: boolean): Value => ({ type: "boolean", value });
const date = (on: Day | null): Value => (on === null ? nil : { type: "date", on });
const dateTime = (at: string | null): Value => (at === null ? nil : { type: "date-time", at });
const license = (one: LicenseAtHand | null): Value =>
  one === null ? nil : { type: "license", license: one };

/** A fact of a license; nil of one that cannot be read. */
const fact = (
  gives: Type,
  read: (license: License, instance: ConsoleInstance) => Value,
): Method<"license"> => ({
  gives,
  run: (on, instance) => (on.license.license ? read(on.license.license, instance) : nil),
});

const dateOf = (
  name: "startsOn" | "expiresOn" | "notifyAdminsOn" | "notifyUsersOn" | "blockChangesOn",
) => fact("date", (one) => date(one[name]));
const numberOf = (name: "number" | "seats" | "previousSeats" | "trueUpSeats") =>
  fact("number", (one) => number(one[name]));
const yes = (is: (license: License, today: Day) => boolean) =>
  fact("boolean", (one, { clock }) => boolean(is(one, clock.today())));
const licenseeOf = (name: string) => fact("text", (one) => text(one.licensee[name]));

/** A number that follows from a license and the users. */
const usage = (
  name: "billableUsers" | "recordedMax" | "historicalMax" | "overage",
): Method<"license"> => ({
  gives: "number",
  async run({ license: { license: one } }, instance) {
    return one ? number((await usageOf(one, instance.clock.today(), instance))[name]) : nil;
  },
});

/** What is asked of each license of several: `License.select(&:trial?)`. */
const asked = {
  "trial?": yes((one) => one.trial === true),
  "expired?": yes(isExpired),
  "future_dated?": yes((one, today) => !hasStarted(one, today)),
  "cloud_license?": yes((one) => one.cloud),
  "online_cloud_license?": yes((one) => kindOf(one) === "online_cloud"),
  "offline_cloud_license?": yes((one) => kindOf(one) === "offline_cloud"),
  "legacy?": yes((one) => kindOf(one) === "legacy_license"),
} as const;

const askedOfEach: readonly Taken[] = [
  { as: "&", type: "symbol", only: Object.keys(asked), shown: "&:trial?" },
];

const ofLicense: Methods["license"] = {
  id: { gives: "number", run: ({ license: { row } }) => number(row?.row ?? null) },
  license_id: numberOf("number"),
  plan: fact("text", (one) => text(one.plan)),
  starts_at: dateOf("startsOn"),
  expires_at: dateOf("expiresOn"),
  data: { gives: "text", run: ({ license: { key } }) => text(key) },
  licensee: fact("data", (one) => ({ type: "data", value: one.licensee, named: "by-text" })),
  licensee_name: licenseeOf("Name"),
  licensee_email: licenseeOf("Email"),
  licensee_company: licenseeOf("Company"),
  restrictions: {
    gives: "data",
    run: ({ license: { key, license: one } }, { attributesOf }) => {
      const value = one && attributesOf(key)?.["restrictions"];
      return value ? { type: "data", value, named: "by-symbol" } : nil;
    },
  },
  add_ons: fact("data", (one) => ({ type: "data", value: one.addOns, named: "by-text" })),
  subscription_id: fact("text", (one) => text(one.subscriptionId)),
  subscription_name: fact("text", (one) => text(one.subscriptionName)),
  restricted_user_count: numberOf("seats"),
  previous_user_count: numberOf("previousSeats"),
  trueup_quantity: numberOf("trueUpSeats"),
  daily_billable_users_count: usage("billableUsers"),
  historical_max: usage("recordedMax"),
  maximum_user_count: usage("historicalMax"),
  overage_with_historical_max: usage("overage"),
  remaining_days: fact("number", (one, { clock }) => number(remainingDays(one, clock.today()))),
  created_at: {
    gives: "time",
    run: ({ license: { row } }) => (row ? { type: "time", at: row.createdAt } : nil),
  },
  last_synced_at: {
    gives: "time",
    run: ({ license: { row } }) =>
      typeof row?.syncedAt === "number" ? { type: "time", at: row.syncedAt } : nil,
  },
  activated_at: fact("date-time", (one) => dateTime(one.activatedAt)),
  next_sync_at: fact("date-time", (one) => dateTime(one.nextSyncAt)),
  notify_admins_at: dateOf("notifyAdminsOn"),
  notify_users_at: dateOf("notifyUsersOn"),
  block_changes_at: dateOf("blockChangesOn"),
  ...asked,
  "notify_admins?": yes(notifiesAdmins),
  "notify_users?": yes(notifiesUsers),
  "block_changes?": yes(blocksChanges),
  "subscription_cancelled?": yes(isSubscriptionCancelled),
  auto_renew: fact("boolean", (one) => boolean(one.autoRenew)),
  "valid?": { gives: "boolean", run: ({ license: { license: one } }) => boolean(one !== null) },
  "persisted?": {
    gives: "boolean",
    run: ({ license: { row, isRemoved } }) => boolean(row !== null && !isRemoved),
  },
  save: {
    gives: "boolean",
    run: async (on, instance) => boolean(await save(on.license, instance)),
  },
  "save!": {
    gives: "boolean",
    async run(on, instance) {
      if (await save(on.license, instance)) return boolean(true);
      if (on.license.isRemoved) {
        throw new Raised("ActiveRecord::RecordNotSaved", "Failed to save the record");
      }
      const why = on.license.errors.join(", ");
      throw new Raised("ActiveRecord::RecordInvalid", `Validation failed: ${why}`);
    },
  },
  errors: { gives: "errors", run: (on) => ({ type: "errors", license: on.license }) },
  destroy: { gives: "license", run: removed },
  "destroy!": { gives: "license", run: removed },
};

async function save(at: LicenseAtHand, { upload }: ConsoleInstance): Promise<boolean> {
  if (at.isRemoved) return false;
  // A record that has not changed is saved without a write.
  if (at.row !== null) return true;
  const uploaded = await upload(at.key);
  at.errors = uploaded.ok ? [] : messagesOf(uploaded.error);
  if (uploaded.ok) at.row = uploaded.value;
  return uploaded.ok;
}

async function removed(on: ValueOf<"license">, instance: ConsoleInstance): Promise<Value> {
  await remove(on.license, instance);
  return on;
}

/** What is not stored is left alone, as Rails does it. */
async function remove(at: LicenseAtHand, { licenses, clock }: ConsoleInstance) {
  at.isRemoved = true;
  if (at.row === null) return;
  await licenses.removeRow(at.row.row, { by: "console", at: clock.now(), today: clock.today() });
}

/** Those of which a question is answered with yes. */
const selected = (
  licenses: Licenses,
  question: keyof typeof asked,
  instance: ConsoleInstance,
): Licenses => {
  async function* each() {
    for await (const one of licenses.each()) {
      const answer = await asked[question].run({ type: "license", license: one }, instance, []);
      if (answer.type === "boolean" && answer.value) yield one;
    }
  }
  return { is: "array", each, count: async () => (await gathered(each())).length };
};

async function gathered(licenses: AsyncIterable<LicenseAtHand>): Promise<LicenseAtHand[]> {
  const all: LicenseAtHand[] = [];
  for await (const one of licenses) all.push(one);
  return all;
}

const isAsked = (name: unknown): name is keyof typeof asked =>
  typeof name === "string" && Object.hasOwn(asked, name);

function select(
  licenses: Licenses,
  instance: ConsoleInstance,
  [question]: readonly Value[],
): Value {
  const name = question?.type === "symbol" ? question.value : undefined;
  return isAsked(name)
    ? { type: "licenses", licenses: selected(licenses, name, instance) }
    : { type: "licenses", licenses };
}

const ofLicenses: Methods["licenses"] = {
  count: { gives: "number", run: async ({ licenses }) => number(await licenses.count()) },
  size: { gives: "number", run: async ({ licenses }) => number(await licenses.count()) },
  first: { gives: "license", run: async ({ licenses }) => license(await firstOf(licenses)) },
  last: {
    gives: "license",
    async run({ licenses }) {
      let last: LicenseAtHand | null = null;
      for await (const one of licenses.each()) last = one;
      return license(last);
    },
  },
  select: {
    gives: "licenses",
    takes: [askedOfEach],
    run: ({ licenses }, instance, args) => select(licenses, instance, args),
  },
  each: {
    gives: "licenses",
    takes: [[{ as: "&", type: "symbol", only: ["destroy!", "destroy"], shown: "&:destroy!" }]],
    run: ({ licenses }, instance) => removeAll(licenses, instance),
  },
  destroy_all: {
    gives: "licenses",
    run: ({ licenses }, instance) => removeAll(licenses, instance),
  },
};

async function firstOf(licenses: Licenses): Promise<LicenseAtHand | null> {
  for await (const one of licenses.each()) return one;
  return null;
}

async function removeAll(licenses: Licenses, instance: ConsoleInstance): Promise<Value> {
  const all = await gathered(licenses.each());
  for (const one of all) await remove(one, instance);
  return {
    type: "licenses",
    licenses: {
      is: "array",
      count: async () => all.length,
      async *each() {
        yield* all;
      },
    },
  };
}

const all = (instance: ConsoleInstance): ValueOf<"licenses"> => ({
  type: "licenses",
  licenses: allLicenses(instance),
});

const ofLicenseClass: Methods["License"] = {
  current: {
    gives: "license",
    async run(_on, { licenses, clock }) {
      const current = await licenses.current(clock.today());
      return license(current && ofRow(current));
    },
  },
  future_dated: {
    gives: "license",
    async run(_on, instance) {
      const today = instance.clock.today();
      let newest: LicenseAtHand | null = null;
      for await (const one of allLicenses(instance).each()) {
        if (one.license && !hasStarted(one.license, today)) newest = one;
      }
      return license(newest);
    },
  },
  find: {
    gives: "license",
    takes: [[{ as: null, type: "number", shown: "123" }]],
    async run(_on, instance, [id]) {
      const wanted = id?.type === "number" ? id.value : 0;
      const found = await findLicense(wanted, instance);
      if (found) return license(found);
      throw new Raised("ActiveRecord::RecordNotFound", `Couldn't find License with 'id'=${wanted}`);
    },
  },
  all: { gives: "licenses", run: (_on, instance) => all(instance) },
  count: {
    gives: "number",
    run: async (_on, instance) => number(await all(instance).licenses.count()),
  },
  first: {
    gives: "license",
    run: async (_on, instance) => license(await firstOf(all(instance).licenses)),
  },
  last: { gives: "license", run: async (_on, instance) => license(await lastLicense(instance)) },
  select: {
    gives: "licenses",
    takes: [askedOfEach],
    run: (_on, instance, args) => select(all(instance).licenses, instance, args),
  },
  destroy_all: {
    gives: "licenses",
    run: (_on, instance) => removeAll(all(instance).licenses, instance),
  },
  new: {
    gives: "license",
    takes: [[{ as: "data", type: "text", shown: "data: key" }]],
    run(_on, { readLicense }, [key]) {
      const typed = key?.type === "text" ? key.value : "";
      const read = readLicense(typed);
      const one = { key: typed, license: read.ok ? read.value : null, row: null };
      return license({ ...one, isRemoved: false, errors: [] });
    },
  },
};

/** How many users a scope holds. */
const counted: Readonly<Record<"all" | UserScope, (users: Users, plan: string | null) => number>> =
  {
    all: ({ active, bots, blocked }) => active + bots + blocked,
    active: ({ active }) => active,
    blocked: ({ blocked }) => blocked,
    billable: billableUsers,
    // Who would take a seat on Ultimate.
    "above-guest": (users) => billableUsers(users, "ultimate"),
  };

const users = (scope: UserScope): Value => ({ type: "users", users: scope });

const countUsers = async (scope: "all" | UserScope, instance: ConsoleInstance): Promise<Value> => {
  const current = await instance.licenses.current(instance.clock.today());
  return number(counted[scope](await instance.users.users(), current?.license.plan ?? null));
};

/** A scope narrows all users; those within which one is the same are left as they are. */
const scope = (narrowed: UserScope): Method<"users"> & Method<"User"> => ({
  gives: "users",
  run: () => users(narrowed),
});

const ofUsers: Methods["users"] = {
  count: { gives: "number", run: (on, instance) => countUsers(on.users, instance) },
  // Bots are counted apart from the active people.
  without_bots: { gives: "users", run: (on) => on },
  excluding_guests: scope("above-guest"),
  excluding_guests_and_requests: scope("above-guest"),
};

const ofUserClass: Methods["User"] = {
  billable: scope("billable"),
  active: scope("active"),
  blocked: scope("blocked"),
  count: { gives: "number", run: (_on, instance) => countUsers("all", instance) },
};

/** Its text was sent along, by the name in the line. */
const atFile: readonly Taken[] = [{ as: null, type: "text", written: true, shown: '"file"' }];

/** Files are read by whoever has them: a line is run with their texts in the place of their names. */
const ofFile: Methods["File"] = {
  read: { gives: "text", takes: [atFile], run: (_on, _instance, [read]) => read ?? nil },
  open: { gives: "text", takes: [atFile], run: (_on, _instance, [read]) => read ?? nil },
};

const quoted = (type: "text" | "pattern", value: string, shown: string): Taken => ({
  as: null,
  type,
  only: [value],
  shown,
});

/** What is done to the text of a license file before it is uploaded. */
const ofText: Methods["text"] = {
  read: { gives: "text", run: (on) => on },
  strip: { gives: "text", run: ({ value }) => text(value.trim()) },
  chomp: { gives: "text", run: ({ value }) => text(value.replace(/\r?\n$/, "")) },
  length: { gives: "number", run: ({ value }) => number([...value].length) },
  gsub: {
    gives: "text",
    takes: [
      [quoted("text", "\r\n", '"\\r\\n"'), quoted("text", "\n", '"\\n"')],
      [quoted("pattern", "\\n+$", "/\\n+$/"), quoted("text", "", "''")],
    ],
    run: ({ value }, _instance, [from]) =>
      // Ruby's `$` is the end of any line.
      text(from?.type === "pattern" ? value.replace(/\n+$/gm, "") : value.replaceAll("\r\n", "\n")),
  },
};

type Methods = { readonly [T in Type]?: Readonly<Record<string, Method<T>>> };

/** What can be called on what: every line that is known is made of these. */
export const knownMethods: Methods = {
  License: ofLicenseClass,
  license: ofLicense,
  licenses: ofLicenses,
  User: ofUserClass,
  users: ofUsers,
  File: ofFile,
  text: ofText,
  errors: {
    full_messages: {
      gives: "data",
      run: ({ license: { errors } }) => ({ type: "data", value: errors, named: "by-text" }),
    },
  },
  "Gitlab::CurrentSettings": { uuid: { gives: "text", run: (_on, { uuid }) => text(uuid) } },
  "Gitlab::Routing": {
    url_helpers: { gives: "url_helpers", run: () => ({ type: "url_helpers" }) },
  },
  url_helpers: {
    subscription_portal_url: {
      gives: "portal-url",
      run: (_on, { portal }) => ({ type: "portal-url", value: portal.url }),
    },
  },
  "Gitlab::HTTP": {
    head: {
      gives: "response",
      takes: [[{ as: null, type: "portal-url", shown: "base_uri" }]],
      async run(_on, { portal }) {
        const answer = await portal.head();
        if ("failure" in answer) throw portalFailure(answer.raised);
        return { type: "response", status: answer.status, headers: answer.headers };
      },
    },
  },
  response: {
    code: { gives: "number", run: ({ status }) => number(status) },
    headers: {
      gives: "data",
      run: ({ headers }) => ({ type: "data", value: headers, named: "by-text" }),
    },
    "success?": { gives: "boolean", run: ({ status }) => boolean(status >= 200 && status < 300) },
  },
  "Gitlab::SeatLinkData": {
    new: { gives: "seat_link_data", run: () => ({ type: "seat_link_data" }) },
  },
  seat_link_data: {
    to_json: {
      gives: "text",
      async run(_on, { portal }) {
        const report = await portal.report();
        if (report === null) throw noMethod("data");
        return text(report);
      },
    },
  },
  "Gitlab::SubscriptionPortal::Client": {
    // Private methods, which are asked for by name.
    "send(:base_url)": {
      gives: "portal-url",
      run: (_on, { portal }) => ({ type: "portal-url", value: portal.url }),
    },
    "send(:json_headers)": {
      gives: "data",
      run: (_on, { portal: { headers } }) => ({
        type: "data",
        value: Object.fromEntries(
          jsonHeaders.map((name) => [name, headers[name.toLowerCase()] ?? null]),
        ),
        named: "by-text",
      }),
    },
  },
};

/** In the product's order and spelling. */
const jsonHeaders = ["User-Agent", "Accept", "Content-Type"] as const;

/** What can be called on everything, nil too. */
export const ofEverything: Readonly<Record<string, Method>> = {
  "nil?": { gives: "boolean", run: ({ type }) => boolean(type === "nil") },
  "present?": { gives: "boolean", run: (on) => boolean(!isBlank(on)) },
  "blank?": { gives: "boolean", run: (on) => boolean(isBlank(on)) },
};

const isBlank = (value: Value): boolean =>
  value.type === "nil" ||
  (value.type === "boolean" && !value.value) ||
  (value.type === "text" && value.value.trim() === "");

/** What a name stands for that is no variable. */
export const knownNames: Readonly<
  Record<string, { readonly gives: Type; readonly run: (instance: ConsoleInstance) => Value }>
> = {
  "Gitlab::VERSION": { gives: "text", run: ({ version }) => text(version) },
  "EE::SUBSCRIPTIONS_URL": {
    gives: "portal-url",
    run({ portal, version }) {
      if (Number.parseInt(version, 10) < 16) return { type: "portal-url", value: portal.url };
      throw new Raised("NameError", "uninitialized constant EE::SUBSCRIPTIONS_URL");
    },
  },
};
