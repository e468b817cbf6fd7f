import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { aRecording, filesIn } from "../../support/recording.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";
import { accessWith, cloudLicense } from "../../support/syncing-instance.ts";

const now = "2025-06-01T12:00:00Z";
const code = "Marked_Code_0123456789ab";

/** A portal that repeats whatever it is asked in its answer. */
async function repeatingPortal(licenseKey: string) {
  const portal = await scriptedPortal((response) => {
    const { body, headers } = portal.received.at(-1) ?? { body: "", headers: {} };
    const said = {
      message: `You said ${body}`,
      headers,
      licenseKey,
      token: "marked-token-of-portal",
    };
    if (response.req.url?.endsWith("seat_links")) {
      return answerJson({ license: licenseKey, said })(response);
    }
    if (body.includes("cloudConnectorAccess")) {
      return answerJson({ ...accessWith("marked-service-token", "2035-01-01T00:00:00Z"), said })(
        response,
      );
    }
    const payload = { licenseKey, errors: [] };
    return answerJson({ data: { cloudActivationActivate: payload }, said })(response);
  });
  return portal;
}

const license = cloudLicense(
  {},
  { licensee: { Name: "Marked Person", Email: "marked@person.test", Company: "Marked Company" } },
);

async function recordedWith(settings: Readonly<Record<string, string>> = {}) {
  await using writer = await emulatorOn(now);
  const key: string = (await writer.control.post("/portal/licenses", license)).body.license;
  await using portal = await repeatingPortal(key);
  const ask = async ({ graphql, control }: TestEmulator) => {
    await graphql.activate(code);
    await control.post("/jobs/seat-link/run", {});
    await control.post("/jobs/service-token/run", {});
  };
  const told = { now, portalUrl: portal.url, settings };
  await using recording = await aRecording(told, ask);
  return { key, files: await filesIn(recording.directory) };
}

describe("a recording", () => {
  test("holds neither codes nor keys nor tokens, also where the portal repeats them", async () => {
    const { key, files } = await recordedWith();

    const all = Object.values(files).join("\n");
    const inJson = JSON.stringify(key).slice(1, -1);
    const secrets = [
      code,
      key.slice(0, 40),
      inJson,
      "customer_admin_token",
      "marked-service-token",
    ];
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
    expect(all).not.toContain("marked-token-of-portal");
    expect(all).toContain("Marked Person");
  });

  test("holds no people on wish, also none of those in a license", async () => {
    const { files } = await recordedWith({ redactPeople: "true" });

    expect(Object.values(files).join("\n")).not.toMatch(/marked.(?:person|company)/i);
    expect(JSON.parse(files["license-1.json"]).attributes.licensee).toEqual({
      Name: "[masked]",
      Email: "someone@example.com",
      Company: "[masked]",
    });
  });

  test("holds the request, the answer and the license of each exchange", async () => {
    const { files } = await recordedWith();

    expect(Object.keys(files)).toEqual([
      "0001-activate.json",
      "0002-seat-links.json",
      "0003-service-token.json",
      "0004-seat-links.json",
      "0005-service-token.json",
      "0006-service-token.json",
      "license-1.json",
      "recording.json",
    ]);
    expect(JSON.parse(files["0001-activate.json"])).toMatchObject({
      at: now,
      codes: { 1: expect.stringMatching(/^[\da-f]{64}$/) },
      licenses: [1],
      request: {
        method: "POST",
        headers: { "x-admin-token": "[masked]" },
        body: { json: { variables: { activationCode: "[code 1]" } } },
      },
      response: {
        status: 200,
        body: { json: { data: { cloudActivationActivate: { licenseKey: "[license 1]" } } } },
      },
      error: null,
      cause: null,
    });
    expect(JSON.parse(files["license-1.json"])).toMatchObject({
      readBy: "test-key",
      attributes: license,
    });
  });
});
