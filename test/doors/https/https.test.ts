import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "node:tls";
import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../src/package/start-emulator.ts";
import { aFolder, modesIn } from "../../support/a-folder.ts";
import { readyOf, serving, understudyProcess } from "../../support/command-line.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { listeningTo } from "../../support/event-stream.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { trust } from "../../support/trusted.ts";

const now = "2025-06-01";

/** The names of the certificate that a listener shows, and whether it is trusted. */
async function shownAt(url: string, name: string, authority: string) {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), servername: name, ca: authority });
  await once(socket, "secureConnect");
  const names = socket.getPeerX509Certificate()?.subjectAltName;
  socket.destroy();
  return names;
}

describe("an emulator with https", () => {
  test("activates, reports and provisions over TLS, and says https wherever it names itself", async () => {
    await using emulator = await startEmulator({ https: true, now, frozen: true, hostedPort: 0 });

    const { errors } = await emulator.activate();
    const report = await emulator.sync();
    await emulator.hosted.addUser("ada");
    const group = await emulator.hosted.addGroup("Team", { owner: "ada" });
    const { name } = await emulator.subscriptions.sell({ deployment: "hosted" });
    await emulator.subscriptions.linkGroup(name, group.path);

    expect([errors, report.outcome]).toEqual([[], "done"]);
    const urls = [emulator.instance, emulator.portal, emulator.control, emulator.hosted];
    for (const party of urls) expect(party?.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const [first] = await emulator.traffic.list({ hop: "portal" });
    expect(first?.request.url).toBe(`${emulator.portal?.url}/graphql`);
    const provisioned = await emulator.traffic.list({ hop: "hosted" });
    expect(provisioned.map(({ error }) => error)).not.toEqual([]);
    expect(provisioned.every(({ error }) => error === null)).toBe(true);
    const mails = await emulator.mailbox.list();
    expect(JSON.stringify(mails)).not.toContain("http://");
  });

  test("takes orders from pages of its own origin, which is one with TLS", async () => {
    await using emulator = await startEmulator({ https: true });
    trust({ ready: emulator });
    const { url } = emulator.control;
    const answers = [url, url.replace("https:", "http:")].map((origin) =>
      rawRequest(`${url}/portal/subscriptions`, {
        method: "POST",
        headers: { origin, "content-type": "application/json" },
        body: "{}",
      }),
    );

    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([201, 403]);
  });

  test("tells what happens over TLS, too", async () => {
    await using emulator = await startEmulator({ https: true });
    trust({ ready: emulator });
    await using events = await listeningTo(`${emulator.control.url}/events`);

    await emulator.sell({ email: "ada@example.com" });

    const told = await events.next();
    expect([events.status, told?.event]).toEqual([200, "mail"]);
  });

  test("shows one certificate at every listener, for the names that it is called by", async () => {
    await using emulator = await startEmulator({
      https: true,
      hostname: "gitlab.example.com",
      externalUrl: "https://outside.example.com:8443",
    });
    const authority = emulator.certificateAuthority ?? "";

    const names = await Promise.all(
      [emulator.instance, emulator.portal, emulator.control].map((party) =>
        shownAt(party?.url ?? "", "outside.example.com", authority),
      ),
    );

    const all =
      "DNS:localhost, DNS:*.localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:customers.understudy.test, DNS:gitlab.example.com, DNS:outside.example.com";
    expect(names).toEqual([all, all, all]);
    expect(await shownAt(emulator.instance.url, "gitlab.localhost", authority)).toBe(
      "DNS:gitlab.localhost",
    );
  });

  test("keeps its authority with its data, for its owner's eyes, and hands out the certificate alone", async () => {
    await using folder = await aFolder();
    const data = join(folder.path, "data");
    const started = () => startEmulator({ https: true, data });
    let first: string | null;
    {
      await using emulator = await started();
      first = emulator.certificateAuthority;
      expect(await emulator.ca.show()).toBe(first);
      trust({ ready: emulator });
      expect(await rawRequest(`${emulator.control.url}/ca`)).toMatchObject({
        status: 200,
        headers: { "content-type": "text/plain; charset=utf-8" },
        body: first,
      });
    }
    await using again = await started();

    expect(again.certificateAuthority).toBe(first);
    expect(first?.match(/BEGIN/g)).toHaveLength(1);
    expect((await modesIn(data))["certificate-authority.json"]).toBe("600");
  });

  test.each(["::1", "127.0.0.2", "localhost"])("activates on the host %s", async (host) => {
    await using emulator = await startEmulator({ https: true, host });

    expect((await emulator.activate()).errors).toEqual([]);
  });

  test("has another authority in each process where nothing is kept", async () => {
    await using one = await startEmulator({ https: true });
    await using other = await startEmulator({ https: true });

    expect(one.certificateAuthority).not.toBe(other.certificateAuthority);
  });

  test("makes a new authority once the kept one has expired, and says so", async () => {
    await using folder = await aFolder();
    const data = join(folder.path, "data");
    {
      await using _emulator = await startEmulator({ https: true, data });
    }
    const path = join(data, "certificate-authority.json");
    await writeFile(path, JSON.stringify({ certificate: expired, key: "any" }));

    await using emulator = await emulatorWithLog(now, { memory: "false", data, https: "true" });

    expect(emulator.logged()).toContain("has expired");
    const { certificate } = JSON.parse(await readFile(path, "utf8"));
    expect(certificate).toBe(emulator.ready.certificateAuthority);
  });
});

describe("without https", () => {
  test("there is no authority to be handed out", async () => {
    await using emulator = await startEmulator();

    await expect(emulator.ca.show()).rejects.toMatchObject({
      code: "no-authority",
      message: "This emulator has no certificate authority: it was started without --https.",
    });
    expect(emulator.certificateAuthority).toBeNull();
  });

  test("the authority of a start with https is handed out", async () => {
    await using folder = await aFolder();
    const data = join(folder.path, "data");
    let kept: string | null;
    {
      await using emulator = await startEmulator({ https: true, data });
      kept = emulator.certificateAuthority;
    }
    await using emulator = await startEmulator({ data });

    expect(await emulator.ca.show()).toBe(kept);
    expect(emulator.instance.url).toMatch(/^http:/);
  });

  test("a damaged authority is no start", async () => {
    await using folder = await aFolder();
    const data = join(folder.path, "data");
    {
      await using _emulator = await startEmulator({ data });
    }
    await writeFile(join(data, "certificate-authority.json"), "{}");

    await expect(startEmulator({ data })).rejects.toThrow(
      `${join(data, "certificate-authority.json")} holds no certificate authority. Move it away`,
    );
  });
});

describe("certificates of somebody's own", () => {
  test("let the instance speak to a portal, from the next request on", async () => {
    await using folder = await aFolder();
    await using portal = await startEmulator({ https: true, now, frozen: true });
    await using emulator = await startEmulator({
      now,
      frozen: true,
      data: join(folder.path, "data"),
      ...(portal.portal && { portalUrl: portal.portal.url }),
    });
    const code = portal.activationCode ?? "";
    const refused = await emulator.activate(code);

    await writeFile(
      join(folder.path, "data/trusted-certs/portal.crt"),
      portal.certificateAuthority ?? "",
    );
    const activated = await emulator.activate(code);

    expect(refused.errors).toEqual(["CONNECTIVITY_ERROR"]);
    expect(activated.errors).toEqual([]);
  });

  test("are in a directory that exists, or there is no start", async () => {
    await expect(startEmulator({ trustedCerts: "/nowhere/at/all" })).rejects.toThrow(
      'trustedCerts is "/nowhere/at/all", but must be a directory that exists.',
    );
  });
});

describe.concurrent("commands", () => {
  test("trust an emulator that has noted itself here, whether they list it or are told its address", async ({
    expect,
  }) => {
    await using folder = await aFolder();
    const variables = { XDG_STATE_HOME: folder.path };
    await using serve = await serving(["--memory", "--https", "--json"], { variables });
    const { control } = readyOf(serve);

    const listed = await understudyProcess(["status"], { variables });
    const shown = await understudyProcess(["state", "--control-url", control.url], { variables });

    expect(listed.stdout).toContain(control.url);
    expect([listed.end, shown.end]).toEqual([0, 0]);
  });

  test("trust an emulator that is named by its data or runs here, and export its certificate", async ({
    expect,
  }) => {
    await using folder = await aFolder();
    const data = join(folder.path, "data");
    await using emulator = await startEmulator({ https: true, data, now, frozen: true });
    const at = ["--data", data];

    const activated = await understudyProcess(["activate", emulator.activationCode ?? "", ...at]);
    const clock = await understudyProcess(["clock", "show", ...at]);
    const printed = await understudyProcess(["ca", "export", ...at]);
    const written = await understudyProcess(["ca", "export", "ca.pem", ...at], {
      folder: folder.path,
    });
    const untrusted = await understudyProcess(["state", "--control-url", emulator.control.url]);
    const variables = { NODE_EXTRA_CA_CERTS: join(folder.path, "ca.pem") };
    const trusted = await understudyProcess(["state", "--control-url", emulator.control.url], {
      variables,
    });

    expect([activated.end, clock.end, written.end, trusted.end]).toEqual([0, 0, 0, 0]);
    expect(printed).toEqual({ end: 0, stdout: emulator.certificateAuthority, stderr: "" });
    expect(await readFile(join(folder.path, "ca.pem"), "utf8")).toBe(printed.stdout);
    expect(new X509Certificate(printed.stdout).ca).toBe(true);
    expect(untrusted.end).toBe(3);
    expect(untrusted.stderr).toContain("`understudy ca export` gives an emulator's.");
  });
});

/** Of an authority that was valid on the first day of 2020. */
const expired = `-----BEGIN CERTIFICATE-----
MIIBhDCCASugAwIBAgIQVS5QdAPhZAchfewRfEK0fDAKBggqhkjOPQQDAjASMRAw
DgYDVQQDEwdFeHBpcmVkMB4XDTIwMDEwMTAwMDAwMFoXDTIwMDEwMjAwMDAwMFow
EjEQMA4GA1UEAxMHRXhwaXJlZDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABBaU
9S6vY4wbMPPuMQMlDyvPXfniR8SKb+vWQCK4/kxpV5qSGbdR5tZgqJIZ4j1/6ICk
1ZnNHVyZ1VN+jxUIwaSjYzBhMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQD
AgEGMB0GA1UdDgQWBBSp0qam8Gl6/XnjCPqiS4qbSe8zWTAfBgNVHSMEGDAWgBSp
0qam8Gl6/XnjCPqiS4qbSe8zWTAKBggqhkjOPQQDAgNHADBEAiACwCngiX9PbbxU
8F93b0TWOSWdf5vD3DY/rTJ+C1ymlAIgSOnC6ywjRLniZmjvzToBiF9c7wqjB3Dc
sJKOrRQTDmc=
-----END CERTIFICATE-----
`;
