import type { AsItCame } from "./as-it-came.ts";
import { understudyAt } from "./command-line.ts";
import { customerOf } from "./customer.ts";
import type { TestEmulator } from "./emulator-on.ts";
import { type Visitor, visitorAt } from "./portal-visitor.ts";
import type { Ran } from "./scenarios.ts";

/** What came of an activation, and what the instance says of it to those who look behind the product's words. */
interface Activated {
  readonly errors: readonly string[];
  readonly license: AsItCame;
  readonly cause: string;
}

interface LoggedEmulator extends TestEmulator {
  /** Settles once the log has said so. */
  said(text: string): Promise<void>;
}

/** Somebody who looks at what a scenario has set up, over HTTP and on the command line. */
export interface Onlooker extends Ran {
  readonly emulator: LoggedEmulator;
  readonly control: TestEmulator["control"];
  activate(code: string): Promise<Activated>;
  /** The product's message; null if the file of a license of the portal is taken. */
  upload(number: number): Promise<string | null>;
  /** Whether and why the file of a license of the portal would be taken. */
  explain(number: number): Promise<AsItCame>;
  /** The license in force; null if there is none. */
  inForce(): Promise<AsItCame>;
  state(): Promise<AsItCame>;
  /** Numbers of the licenses of the history, latest start first. */
  history(): Promise<readonly number[]>;
  /** What a command prints, on both outputs. */
  command(line: string): Promise<string>;
  /** What the instance's REST API answers its administrator. */
  rest(
    path: string,
    method?: string,
  ): Promise<{ readonly status: number; readonly body: AsItCame }>;
  /** An administrator in a browser without scripts, at the instance. */
  administrator(): Promise<Visitor>;
  /** The words of the subscription page, as such a browser shows them. */
  subscriptionPage(): Promise<string>;
  mailsTo(address: string): Promise<readonly AsItCame[]>;
}

const licenseFields =
  "id type plan company startsAt expiresAt activatedAt lastSync usersInLicenseCount usersOverLicenseCount trial";

export function onlookerAt(emulator: LoggedEmulator, { youWillSee, values }: Ran): Onlooker {
  const { control, graphql, ready } = emulator;
  const { upload, explain } = customerOf(emulator);
  const rest = async (path: string, method = "GET") => {
    const headers = { "private-token": ready.tokens.admin };
    const response = await fetch(`${ready.instance.url}/api/v4${path}`, { method, headers });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  };
  const state = async () => (await control.get("/state")).body;
  const administrator = async () => {
    const visitor = visitorAt(ready.instance.url);
    await visitor.show("/users/sign_in");
    const { username, password } = ready.root;
    await visitor.submit("/users/sign_in", { "user[login]": username, "user[password]": password });
    return visitor;
  };
  return {
    youWillSee,
    values,
    emulator,
    control,
    upload,
    explain,
    rest,
    state,
    administrator,
    async activate(code) {
      const response = await fetch(`${ready.instance.url}/api/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", "private-token": ready.tokens.admin },
        body: JSON.stringify({
          query: `mutation($code: String!) {
            gitlabSubscriptionActivate(input: { activationCode: $code }) { errors license { ${licenseFields} } }
          }`,
          variables: { code },
        }),
      });
      const { data } = (await response.json()) as AsItCame;
      const cause = decodeURIComponent(response.headers.get("x-understudy-cause") ?? "");
      return { ...data.gitlabSubscriptionActivate, cause };
    },
    inForce: async () =>
      (await graphql(`{ currentLicense { ${licenseFields} } }`)).body.data.currentLicense,
    history: async () => (await state()).licenses.map(({ number }: AsItCame) => number),
    async command(line) {
      const { stdout, stderr } = await understudyAt(emulator, line.split(" "));
      return stdout + stderr;
    },
    subscriptionPage: async () => {
      const { words } = await (await administrator()).show("/admin/subscription");
      return words;
    },
    mailsTo: async (address) =>
      (await control.get(`/mailbox?to=${encodeURIComponent(address)}`)).body,
  };
}
