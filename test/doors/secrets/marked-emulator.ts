import { Writable } from "node:stream";
import { startEmulator } from "../../../src/app/emulator.ts";
import { agreementOf } from "../../../src/app/hosted-party.ts";
import { startLog } from "../../../src/base/log.ts";
import { seededRandom } from "../../../src/base/random.ts";
import { readyText } from "../../../src/cli/words/ready.ts";
import { readConfig } from "../../../src/config/config.ts";
import { aProxy } from "../../support/a-proxy.ts";
import { impatient } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { secretFinder } from "../../support/secret-finder.ts";
import { aMailServer } from "../../support/smtp-server.ts";

/** Texts of one's own. Characters that JSON, HTML or an address write otherwise stand among them, where they may. */
export const own = {
  activationCode: "Mk3xQ9vZt1LwR8yBn5KdH2cG",
  codeAtBoot: "Bt6_zW4qXn8LhV2sRk9PdJ5m",
  adminToken: `Ad"m&<%41>\\Zq7Xw2Vk9LrPt4JnBs6Hd`,
  userToken: `Us'r+/=%zz"Yh8Nc3Wm6TqRk1XvDf5Lp`,
  controlToken: `Ct&"<%2b>Gs4Jx7Qw9ZkVn2MbRt6Yc8Hf`,
  rootPassword: `Rp "&<%41>+\\Kv5Wz8Xq1NjTd3Lb7Mh`,
  portalAdminToken: "Pa-Tn9Xk4Wq7Vz2LmRb6Jh8YcDs3Gf",
  smtpPassword: "Sm-Hx6Rv1Qk8Zn3WtBj5YmLd9CpGs2",
  proxyPassword: "Px-Vb7Nq2Zk5Xw9TrJh4MdLc8YsGf1",
};

const seed = 20;

/** What the emulator answered, whatever it is. */
export interface Answered {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is no text travels as JSON. */
  readonly body?: unknown;
}

/** An emulator whose secrets all have texts that can be found again, behind a proxy, with a mail server and a log. */
export async function markedEmulator() {
  await using starting = new AsyncDisposableStack();
  const server = starting.use(
    await aMailServer({ login: { user: "mailer", password: own.smtpPassword } }),
  );
  const portalPort = await freePort();
  const proxy = starting.use(await aProxy(portalPort));
  const proxyUrl = proxy.url.replace("://", `://proxyuser:${own.proxyPassword}@`);
  const config = readConfig({
    flags: {
      memory: "true",
      now: "2025-06-01T12:00:00Z",
      frozen: "true",
      seed: String(seed),
      port: "0",
      portalPort: String(portalPort),
      controlPort: "0",
      hostedPort: "0",
      activationCode: own.activationCode,
      adminToken: own.adminToken,
      userToken: own.userToken,
      controlToken: own.controlToken,
      smtpUrl: `smtp://mailer:${own.smtpPassword}@127.0.0.1:${server.port}`,
    },
    environment: {
      GITLAB_ACTIVATION_CODE: own.codeAtBoot,
      GITLAB_ROOT_PASSWORD: own.rootPassword,
      SUBSCRIPTION_PORTAL_ADMIN_TOKEN: own.portalAdminToken,
      http_proxy: proxyUrl,
      HTTPS_PROXY: `http://proxyuser:${own.proxyPassword}@proxy.example.com:3128`,
    },
  });
  if (!config.ok) throw new Error(config.error.join("\n"));
  const lines: string[] = [];
  const out = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = await startLog({ level: "trace", json: true }, out);
  const emulator = starting.use(await startEmulator(config.value, { log, ...impatient }));
  const { ready } = emulator;

  const secrets = secretFinder();
  for (const [name, text] of Object.entries(own)) secrets.hide(name, text);
  secrets.hide("readApiToken", ready.tokens.readApi);
  secrets.hide("staffPassword", ready.staff?.password);
  const { application } = agreementOf(seededRandom(seed), ready.portal?.url ?? "");
  secrets.hide("oauthClientSecret", application.clientSecret);

  const outputs = new Map<string, string[]>();
  function see(name: string, written: unknown) {
    const text = typeof written === "string" ? written : JSON.stringify(written);
    outputs.set(name, [...(outputs.get(name) ?? []), text]);
  }
  see("ready line", ready);
  see("ready line", readyText(ready, await emulator.atStart()));
  const parties = { instance: ready.instance, portal: ready.portal, hosted: ready.hosted };

  /** Asks a party, and keeps what it answers among the outputs. */
  async function ask(
    party: "instance" | "portal" | "hosted" | "control",
    path: string,
    { method = "GET", headers = {}, body }: Asked = {},
    name = `${party} ${method} ${path.replace(/\?.*/, "")}`,
  ): Promise<Answered> {
    const url = party === "control" ? ready.control.url : parties[party]?.url;
    const json = { "content-type": "application/json" };
    const caller = { authorization: `Bearer ${own.controlToken}` };
    const answered = await rawRequest(url ?? "", {
      method,
      path,
      headers: { ...json, ...(party === "control" && caller), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    see(name, { ...answered, body: "" });
    see(name, answered.body);
    return answered;
  }

  const resources = starting.move();
  return {
    ready,
    proxy,
    server,
    secrets,
    see,
    ask,
    /** Which secrets stand in which outputs. */
    shown: () =>
      [...outputs].flatMap(([output, texts]) =>
        secrets.foundIn(texts.join("\n")).map((secret) => ({ output, secret })),
      ),
    logged: () => lines.join(""),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

export type MarkedEmulator = Awaited<ReturnType<typeof markedEmulator>>;

async function freePort(): Promise<number> {
  await using closing = await aProxy(0);
  return Number(new URL(closing.url).port);
}
