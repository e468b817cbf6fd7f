import { verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testPublicKey } from "../../../src/license/test-public-key.ts";
import { licenseFile } from "../../doors/rest/license-client.ts";
import { licenseKeyOf } from "../../stories/start/license-key-of.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { graphqlClient } from "../../support/graphql-client.ts";

const asked = `query($key: String!) {
  cloudConnectorAccess(licenseKey: $key, gitlabVersion: "18.5.0-ee") {
    serviceToken { token expiresAt }
    availableServices { name serviceStartTime bundledWith }
  }
}`;

const ask = async ({ ready }: Pick<TestEmulator, "ready">, key: string) =>
  (await graphqlClient(`${ready.portal?.url}/graphql`, null)(asked, { key })).body;

/** The key of a license of a subscription. */
async function keySold(emulator: TestEmulator, order: object = {}): Promise<string> {
  const { body } = await emulator.control.post("/portal/subscriptions", order);
  if (body.activationCode) return licenseKeyOf(emulator.ready, body.activationCode);
  return (await emulator.control.get(`/portal/licenses/${body.licenseNumber}`)).body.license;
}

const jsonOf = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());

describe("cloudConnectorAccess", () => {
  test.each(["cloud", "offline"])(
    "gives whoever has the key of a cloud license a signed token for three days: %s",
    async (kind) => {
      await using emulator = await emulatorOn("2025-06-01T12:00:00Z");

      const { data } = await ask(emulator, await keySold(emulator, { kind }));

      expect(data).toEqual({
        cloudConnectorAccess: {
          serviceToken: { token: expect.any(String), expiresAt: "2025-06-04T12:00:00Z" },
          availableServices: [],
        },
      });
      const { token } = data.cloudConnectorAccess.serviceToken;
      const [header, claims, signature] = token.split(".");
      expect(jsonOf(header)).toEqual({ alg: "RS256", typ: "JWT" });
      expect(jsonOf(claims)).toEqual({
        jti: expect.stringMatching(/^\w{32}$/),
        // What the activation has called its instance.
        sub: "i",
        gitlab_realm: "self-managed",
        iat: 1748779200,
        nbf: 1748779200,
        exp: 1749038400,
      });
      const isSigned = verify(
        "RSA-SHA256",
        Buffer.from(`${header}.${claims}`),
        testPublicKey,
        Buffer.from(signature, "base64url"),
      );
      expect(isSigned).toBe(true);
    },
  );

  test("takes a key whatever its lines end with", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    const key = await keySold(emulator);

    const { errors } = await ask(emulator, key.trim().replaceAll("\n", "\r\n"));

    expect(errors).toBeUndefined();
  });

  test("gives the same token for the same seed, license and time, and another later", async () => {
    const tokens = async () => {
      await using emulator = await emulatorOn("2025-06-01T12:00:00Z", { seed: "7" });
      const key = await keySold(emulator);
      const first = await ask(emulator, key);
      await emulator.control.put("/clock", { now: "2025-06-02" });
      const second = await ask(emulator, key);
      return [first, second].map(({ data }) => data.cloudConnectorAccess.serviceToken.token);
    };

    const [first, second] = [await tokens(), await tokens()];

    expect(second).toEqual(first);
    expect(new Set(first).size).toBe(2);
  });

  test.each([
    { key: async () => "QUJD\n", says: "license_key is not known here." },
    { key: async () => "", says: "license_key is missing." },
    { key: async () => "{}", says: "license_key is malformed" },
    {
      key: (emulator: TestEmulator) => keySold(emulator, { kind: "legacy" }),
      says: "Invalid cloud license",
    },
    {
      key: (emulator: TestEmulator) => licenseFile(emulator),
      says: "Invalid cloud license",
    },
    {
      key: (emulator: TestEmulator) => licenseFile(emulator, { cloud_licensing_enabled: true }),
      says: "license_key is not known here.",
    },
    {
      key: (emulator: TestEmulator) => licenseFile(emulator, {}, "?key=foreign"),
      says: "license_key is not known here.",
    },
  ])("refuses any other key: $says", async ({ key, says }) => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");

    const { data, errors } = await ask(emulator, await key(emulator));

    expect(data).toEqual({ cloudConnectorAccess: null });
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining(says) })]);
  });

  test("uses up no fault that waits for an activation", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    const key = await keySold(emulator);
    await emulator.control.post("/faults", { kind: "html" });

    const { data } = await ask(emulator, key);

    expect(data.cloudConnectorAccess).not.toBeNull();
    expect((await emulator.control.get("/faults")).body).toHaveLength(1);
  });
});
