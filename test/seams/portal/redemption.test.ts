import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { err, ok } from "../../../src/base/result.ts";
import { answerJson } from "../../support/scripted-portal.ts";
import { noCause, payload, redeemAt } from "./portal-client.ts";

describe("an answer that is success", () => {
  test.each([
    { errors: "an empty list", answer: { licenseKey: "key\n", errors: [] } },
    { errors: "null", answer: { licenseKey: "key\n", errors: null } },
    { errors: "not there", answer: { licenseKey: "key\n" } },
  ])("gives the key when errors are $errors", async ({ answer }) => {
    expect(await redeemAt(answerJson(payload(answer)))).toEqual(
      ok({ licenseKey: "key\n", futureSubscriptions: [] }),
    );
  });

  test("gives an empty key when there is none, for the license reader to refuse", async () => {
    expect(await redeemAt(answerJson(payload({ licenseKey: null, errors: [] })))).toEqual(
      ok({ licenseKey: "", futureSubscriptions: [] }),
    );
  });

  test("gives future subscriptions with their nine fields, null where one is missing", async () => {
    const first = {
      cloudLicenseEnabled: true,
      offlineCloudLicenseEnabled: false,
      plan: "ultimate",
      company: "Example Inc",
      email: "user@example.com",
      name: "User Example",
      startsAt: "2026-01-01",
      expiresAt: "2027-01-01",
    };
    const futureSubscriptions = [{ ...first, usersInLicenseCount: 10 }, {}];

    const redemption = await redeemAt(
      answerJson(payload({ licenseKey: "k", futureSubscriptions })),
    );

    const nothing = Object.fromEntries(Object.keys(first).map((name) => [name, null]));
    expect(redemption).toEqual(
      ok({
        licenseKey: "k",
        futureSubscriptions: [
          { ...first, offlineCloudLicensing: null, seats: 10 },
          { ...nothing, offlineCloudLicensing: null, seats: null },
        ],
      }),
    );
  });

  test.each([
    { list: "more than 100 entries", futureSubscriptions: Array(101).fill({}) },
    { list: "an entry that is no object", futureSubscriptions: [{}, "x"] },
    { list: "no list at all", futureSubscriptions: "x" },
  ])("gives no future subscriptions to store for $list", async ({ futureSubscriptions }) => {
    expect(await redeemAt(answerJson(payload({ licenseKey: "k", futureSubscriptions })))).toEqual(
      ok({ licenseKey: "k", futureSubscriptions: null }),
    );
  });
});

describe("an answer that is no success", () => {
  test.each([
    { errors: ["invalid activation code"], list: ["invalid activation code"] },
    { errors: ["a", "b"], list: ["a", "b"] },
    { errors: "just a text", list: ["just a text"] },
    { errors: [{ message: "odd" }], list: ['{"message":"odd"}'] },
  ])("with errors $errors hands them on", async ({ errors, list }) => {
    expect(await redeemAt(answerJson(payload({ licenseKey: null, errors })))).toEqual(
      err({ kind: "portal-refused-code", errors: list }),
    );
  });

  test.each([300, 301, 400, 401, 402, 403, 404, 422, 429, 500, 502, 503])(
    "with status %i counts as unreachable, body or not",
    async (status) => {
      expect(await redeemAt(answerJson({ message: "No." }, status))).toEqual(
        err({
          kind: "portal-unreachable",
          detail: `HTTP status code: ${status}, body: {"message":"No."}`,
          status,
          ...noCause,
        }),
      );
    },
  );

  test.each([
    { body: "", type: "application/json", kind: "portal-answered-nothing" },
    { body: " \n", type: "text/html", kind: "portal-answered-nothing" },
    { body: "<html></html>", type: "text/html", kind: "portal-answered-no-json" },
    { body: '{"data":{}}', type: "text/plain", kind: "portal-answered-no-json" },
    { body: '{"data":', type: "application/json", kind: "portal-answered-broken-json" },
    { body: "<html>", type: "application/json", kind: "portal-answered-broken-json" },
  ])("with $body as $type is $kind", async ({ body, type, kind }) => {
    const answer = (response: ServerResponse) =>
      void response.writeHead(200, { "content-type": type }).end(body);

    expect(await redeemAt(answer)).toEqual(err({ kind }));
  });

  test.each([
    { body: { errors: [{ message: "No such field" }], data: null }, reason: "No such field" },
    { body: { errors: [{ message: "A" }, { message: "B" }] }, reason: "A" },
    { body: { errors: ["bare"], ...payload(null) }, reason: "bare" },
    { body: {}, reason: "it gave no reason" },
    { body: [], reason: "it gave no reason" },
    { body: "null", reason: "it gave no reason" },
  ])("without a payload names the first top-level error: $reason", async ({ body, reason }) => {
    expect(await redeemAt(answerJson(body))).toEqual(
      err({ kind: "portal-refused-request", reason }),
    );
  });
});
