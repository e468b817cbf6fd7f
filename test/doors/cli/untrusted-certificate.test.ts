import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, test } from "vitest";
import { understudyProcess } from "../../support/command-line.ts";

/** A pair for 127.0.0.1, signed by itself and published here on purpose. */
const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/tls/${name}`, import.meta.url));

/** An instance without a license, behind a certificate that nobody knows. */
async function anUntrustedInstance() {
  const pair = {
    key: readFileSync(fixture("key.pem")),
    cert: readFileSync(fixture("certificate.pem")),
  };
  const server = createServer(pair, (_request, response) => {
    const pageInfo = { hasNextPage: false, endCursor: null };
    const data = { currentLicense: null, licenseHistoryEntries: { nodes: [], pageInfo } };
    response.end(JSON.stringify({ data }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe.concurrent("an instance whose certificate nobody knows", () => {
  test("is not spoken to", async ({ expect }) => {
    await using instance = await anUntrustedInstance();
    const asker = ["--url", instance.url, "--token", "glpat-secret"];

    expect(await understudyProcess(["license", "show", ...asker])).toEqual({
      end: 3,
      stdout: "",
      stderr: `The certificate of ${instance.url} is not accepted (DEPTH_ZERO_SELF_SIGNED_CERT). If an authority of your own has signed it, name that one's file with NODE_EXTRA_CA_CERTS; \`understudy ca export\` gives an emulator's.\n`,
    });
  });

  test("is spoken to once its authority is named", async ({ expect }) => {
    await using instance = await anUntrustedInstance();
    const asker = ["--url", instance.url, "--token", "glpat-secret"];
    const variables = { NODE_EXTRA_CA_CERTS: fixture("certificate.pem") };

    expect(await understudyProcess(["license", "show", ...asker], { variables })).toEqual({
      end: 0,
      stdout: "No license is in force.\n",
      stderr: "",
    });
  });
});
