import type { Order, Subscription } from "../../src/package/start-emulator.ts";
import { startEmulator } from "../../src/package/start-emulator.ts";
import type { AsItCame } from "./as-it-came.ts";
import { understudyAt } from "./command-line.ts";
import { customerOf } from "./customer.ts";
import { emulatorOn } from "./emulator-on.ts";

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

interface License {
  readonly number: number;
  readonly attributes: AsItCame;
}

/** What support does with portal and instance, from a fresh start on 1 June 2025. */
export interface Support extends AsyncDisposable {
  /** Of a subscription that was sold and not used. */
  readonly firstCode: string;
  sell(order: Order): Promise<Subscription>;
  show(subscription: string): Promise<Subscription>;
  tick(subscription: string, ...features: ("operationalMetrics" | "autoRenew")[]): Promise<unknown>;
  generateCode(subscription: string): Promise<unknown>;
  resendCode(subscription: string): Promise<unknown>;
  renew(subscription: string, maxHistoricalUsers: number): Promise<unknown>;
  /** Newest last. */
  mailsTo(address: string): Promise<readonly Mail[]>;
  /** Newest first. */
  findLicenses(search: string): Promise<readonly License[]>;
  licenseFile(number: number): Promise<string>;
  /** The number of the duplicate. */
  duplicate(number: number): Promise<number>;
  setTrueUp(number: number, count: number): Promise<unknown>;
  /** Lines of the Rails console, and what each prints. */
  console(...lines: readonly string[]): Promise<readonly string[]>;
  /** The errors. */
  activate(code: string): Promise<readonly string[]>;
  /** Why the file is refused; null if it is taken. */
  upload(file: string): Promise<string | null>;
  /** The license in force on the instance; null if there is none. */
  inForce(): Promise<{
    readonly id: string;
    readonly type: string;
    readonly company: string;
  } | null>;
  /** An account of the hosted product, and the token of its own. */
  addHostedAccount(username: string, email: string): Promise<string>;
  addHostedGroup(
    name: string,
    owner: string,
  ): Promise<{ readonly id: number; readonly path: string }>;
  linkGroup(subscription: string, path: string): Promise<unknown>;
  hostedUrl(): Promise<string>;
  /** A year later, on 1 June 2026, with the most users that the instance had on a day of that year. */
  aYearPasses(maxUsers: number): Promise<unknown>;
}

const today = "2025-06-01";
const inAYear = "2026-06-01";
/** Which product the instance is. */
type Kind = "self-managed" | "saas";

const inForce = "{ currentLicense { id type company } }";

async function byHttp(instanceKind: Kind = "self-managed"): Promise<Support> {
  const emulator = await emulatorOn(today, { instanceKind });
  const { control, graphql, ready } = emulator;
  const { find, file, correct: _, upload: __, ...customer } = customerOf(emulator);
  const post = async (path: string, body: object = {}) => (await control.post(path, body)).body;
  const subscriptions = "/portal/subscriptions";
  return {
    firstCode: ready.activationCode ?? "",
    sell: (order) => post(subscriptions, order),
    show: async (name) => (await control.get(`${subscriptions}/${name}`)).body,
    tick: (name, ...features) =>
      control.patch(
        `${subscriptions}/${name}`,
        Object.fromEntries(features.map((feature) => [feature, true])),
      ),
    generateCode: (name) => post(`${subscriptions}/${name}/activation-code`),
    resendCode: (name) => post(`${subscriptions}/${name}/activation-code/resend`),
    renew: (name, maxHistoricalUsers) => customer.renew({ name }, { maxHistoricalUsers }),
    mailsTo: async (to) => (await control.get(`/mailbox?to=${encodeURIComponent(to)}`)).body,
    findLicenses: find,
    licenseFile: file,
    duplicate: async (number) => (await post(`/portal/licenses/${number}/duplicate`)).number,
    async setTrueUp(number, trueup_quantity) {
      const { version } = (await control.get(`/portal/licenses/${number}`)).body;
      const changes = { restrictions: { trueup_quantity } };
      return control.patch(`/portal/licenses/${number}`, { expectedVersion: version, changes });
    },
    console: async (...lines) =>
      (await post("/console", { input: lines.join("\n") })).map(({ output }: AsItCame) => output),
    activate: async (code) => (await graphql.activate(code)).body.errors,
    upload: (license) => uploaded(ready.instance.url, ready.tokens.admin, license),
    inForce: async () => (await graphql(inForce)).body.data.currentLicense,
    addHostedAccount: async (username, email) =>
      (await post("/hosted/users", { username, email })).token,
    addHostedGroup: (name, owner) => post("/hosted/groups", { name, owner }),
    linkGroup: async (name, group) => {
      const { status, body } = await control.put(`${subscriptions}/${name}/group`, { group });
      if (status !== 200) throw new Error(body.error.message);
    },
    hostedUrl: async () => (await control.get("/addresses")).body.hosted.url,
    async aYearPasses(count) {
      await control.put("/clock", { now: inAYear });
      await control.put("/user-counts", [{ on: "2026-03-01", count }]);
    },
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}

async function byCommand(instanceKind: Kind = "self-managed"): Promise<Support> {
  const emulator = await emulatorOn(today, { instanceKind });
  const type = async (args: string, ...words: readonly string[]) => {
    const ended = await understudyAt(emulator, [...args.split(" "), ...words]);
    if (ended.end !== 0) throw new Error(`${args}: ${ended.stderr}`);
    return ended.stdout;
  };
  const read = async (args: string, ...words: readonly string[]): Promise<AsItCame> =>
    JSON.parse(await type(args, ...words, "--json"));
  const options = { operationalMetrics: "--operational-metrics", autoRenew: "--auto-renew" };
  return {
    firstCode: emulator.ready.activationCode ?? "",
    sell: (order) =>
      read(
        "portal sell",
        ...Object.entries(order).flatMap(([name, value]) => [`--${name}`, String(value)]),
      ),
    show: (name) => read(`portal show ${name}`),
    tick: (name, ...features) =>
      type(`portal features ${name}`, ...features.map((feature) => options[feature])),
    generateCode: (name) => type(`portal generate-code ${name}`),
    resendCode: (name) => type(`portal resend-code ${name}`),
    renew: (name, most) => type(`portal renew ${name} --max-historical-users ${most}`),
    mailsTo: (address) => read(`mailbox list --to ${address}`),
    findLicenses: (search) => read("portal license find", search),
    licenseFile: (number) => type(`portal license download ${number} -o -`),
    duplicate: async (number) => Number(await type(`portal license duplicate ${number}`)),
    setTrueUp: (number, count) => type(`portal license edit ${number} --true-up ${count}`),
    console: async (...lines) => (await type("console", ...lines)).trimEnd().split("\n"),
    async activate(code) {
      const { stdout } = await understudyAt(emulator, ["activate", code, "--json"]);
      return JSON.parse(stdout).errors;
    },
    async upload(input) {
      const ended = await understudyAt(emulator, ["license", "upload", "-"], { input });
      return ended.end === 0 ? null : ended.stderr;
    },
    inForce: () => read("license show"),
    addHostedAccount: async (username, email) =>
      (await read(`hosted add-user ${username} --email ${email}`)).token,
    addHostedGroup: (name, owner) => read("hosted add-group", name, "--owner", owner),
    linkGroup: (name, group) => type(`portal link-group ${name} ${group}`),
    hostedUrl: async () => (await emulator.control.get("/addresses")).body.hosted.url,
    async aYearPasses(count) {
      await type(`clock set ${inAYear}`);
      await type(`users counts set 2026-03-01=${count}`);
    },
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}

async function byPackage(instanceKind: Kind = "self-managed"): Promise<Support> {
  const emulator = await startEmulator({ now: today, frozen: true, instanceKind });
  const { portalLicenses } = emulator;
  return {
    firstCode: emulator.activationCode ?? "",
    sell: (order) => emulator.sell(order),
    show: (name) => emulator.subscriptions.show(name),
    tick: (name, ...features) =>
      emulator.updateFeatures(name, Object.fromEntries(features.map((feature) => [feature, true]))),
    generateCode: (name) => emulator.generateCode(name),
    resendCode: (name) => emulator.resendCode(name),
    renew: (name, maxHistoricalUsers) => emulator.renew(name, { maxHistoricalUsers }),
    mailsTo: (to) => emulator.mailbox.list({ to }),
    findLicenses: (search) => portalLicenses.find(search),
    licenseFile: (number) => portalLicenses.download(number),
    duplicate: async (number) => (await portalLicenses.duplicate(number)).number,
    async setTrueUp(number, trueup_quantity) {
      const { version } = await portalLicenses.show(number);
      const changes = { restrictions: { trueup_quantity } };
      await portalLicenses.edit(number, { expectedVersion: version, changes });
    },
    console: async (...lines) =>
      (await emulator.console(lines.join("\n"))).map(({ output }) => output),
    activate: async (code) => (await emulator.activate(code)).errors,
    upload: (license) => uploaded(emulator.instance.url, emulator.tokens.admin, license),
    inForce: async () => (await emulator.currentLicense()) as AsItCame,
    addHostedAccount: async (username, email) =>
      (await emulator.hosted.addUser(username, { email })).token,
    addHostedGroup: (name, owner) => emulator.hosted.addGroup(name, { owner }),
    linkGroup: (name, group) => emulator.subscriptions.linkGroup(name, group),
    hostedUrl: async () => emulator.hosted.url ?? "",
    async aYearPasses(count) {
      await emulator.clock.set(inAYear);
      await emulator.userCounts.set([{ on: "2026-03-01", count }]);
    },
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}

async function uploaded(url: string, token: string, license: string): Promise<string | null> {
  const response = await fetch(`${url}/api/v4/license`, {
    method: "POST",
    headers: { "content-type": "application/json", "private-token": token },
    body: JSON.stringify({ license }),
  });
  const { message } = await response.json();
  return response.status === 201 ? null : message;
}

/** Each way in which somebody without a browser works with portal and instance. */
export const ways = [
  { how: "over HTTP", startedSupport: byHttp },
  { how: "on the command line", startedSupport: byCommand },
  { how: "in a program", startedSupport: byPackage },
] as const;
