import type { ServerResponse } from "node:http";
import { expect } from "vitest";
import type { ActivationCode } from "../../../src/activation/activation-code.ts";
import { ownNetwork } from "../../../src/network/network.ts";
import { networkRulesOf } from "../../../src/network/rules.ts";
import { portalAt } from "../../../src/portal/client.ts";
import { knownSecrets } from "../../../src/traffic/known-secrets.ts";
import { scriptedPortal } from "../../support/scripted-portal.ts";

export const code = "00112233aaaassssddddffff" as ActivationCode;

export const identity = {
  instanceId: "8d0d0f5c-8d6d-4f0a-9c62-0f1d2f0a3b4c",
  uniqueInstanceId: "0a0b0c0d-1111-5222-8333-444455556666",
  gitlabVersion: "18.2.0-ee",
  hostname: "gitlab.example.com",
  userAgent: "GitLab/18.2.0-ee",
  adminEmail: "gl_com_api@gitlab.com",
  adminToken: "customer_admin_token",
};

/** An instance's client of a portal, with limits that a test can wait for. */
export const portalClient = (
  url: string,
  timeouts = { lookupMs: 2_000, connectMs: 2_000, readMs: 2_000, totalMs: 4_000 },
  version = () => identity.gitlabVersion,
) =>
  portalAt(url, {
    identity,
    network: ownNetwork({}, () => []),
    rules: () => networkRulesOf(version()),
    detour: null,
    timeouts,
    leakTransportTexts: () => false,
    onExchange: () => {},
    secrets: knownSecrets(),
  });

/** Of a failure that is not the network's. */
export const noCause = { cause: null, leaked: null };

/** Of one that is, whatever it is. */
export const someCause = {
  cause: expect.objectContaining({ host: expect.any(String), code: expect.any(String) }),
  leaked: null,
};

/** Limits at a portal that never answers: nothing can come before they end, however slow the machine is. */
export const atOnce = { lookupMs: 2_000, connectMs: 2_000, readMs: 50, totalMs: 4_000 };

export const payload = (cloudActivationActivate: unknown) => ({
  data: { cloudActivationActivate },
});

/** What came of redeeming a code at a portal that answers so. */
export async function redeemAt(answer: (response: ServerResponse) => void) {
  await using portal = await scriptedPortal(answer);
  await using client = portalClient(portal.url);
  return await client.redeem(code, "person");
}
