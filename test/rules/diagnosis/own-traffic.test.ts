import { expect, test } from "vitest";
import { diagnose } from "../../../src/diagnosis/diagnose.ts";
import { readHar } from "../../../src/har/reading.ts";

const host = "customers.understudy.test";
const expired = {
  host,
  address: "2001:db8::10",
  phase: "tls",
  code: "CERT_HAS_EXPIRED",
  ms: 4,
};

interface Sent {
  readonly path?: string;
  /** Of GraphQL. */
  readonly query?: string;
  readonly status?: number;
}

/** A request as the export of the emulator's own traffic has it; with the status 0 the certificate has expired. */
function entry({ path = "/api/v1/seat_links", query, status = 200 }: Sent, day: number) {
  const body = query === undefined ? { date: `day ${day}` } : { query };
  return {
    startedDateTime: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
    time: 5,
    request: {
      method: "POST",
      url: `https://${host}${path}`,
      headers: [],
      postData: { mimeType: "application/json", text: JSON.stringify(body) },
    },
    response: {
      status,
      headers: [],
      content: { mimeType: "application/json", text: "{}" },
      ...(status === 0 && { _error: "The certificate was not accepted" }),
    },
    _hop: "portal",
    _operations: [],
    _cause: status === 0 ? expired : null,
  };
}

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}

const diagnosed = (sent: readonly Sent[]) =>
  diagnose(readHar(bytesOf(JSON.stringify({ log: { version: "1.2", entries: sent.map(entry) } }))));

const well: Sent = {};
const failed: Sent = { status: 0 };
const token = {
  path: "/graphql",
  query: "query { cloudConnectorAccess { serviceToken { token } } }",
};
const whatElse = { path: "/graphql", query: "query { somethingElse }" };

test("Reports that have failed for a while are told, also once a later one has arrived", async () => {
  const { complaint, sentence, evidence } = await diagnosed([well, failed, failed, failed, well]);

  expect(complaint).toBe("C16");
  expect(sentence).toBe(
    `Of 5 reports and other requests of the instance to its portal 3 have failed. Of the last of them: The certificate of ${host} (2001:db8::10) was not accepted: CERT_HAS_EXPIRED. It has expired. A later one was answered.`,
  );
  expect(evidence.map(({ entry: place, text }) => [place, text])).toEqual([
    [1, "tls: CERT_HAS_EXPIRED"],
    [3, "tls: CERT_HAS_EXPIRED"],
  ]);
});

test("What shows it again has the same network", async () => {
  const { scenario } = await diagnosed([failed, well]);

  expect(scenario?.steps).toContainEqual({
    do: "faults.arm",
    with: { kind: "tls-expired", times: "standing" },
  });
});

test("A service token that was not renewed is told, though each report has arrived", async () => {
  const { complaint, sentence } = await diagnosed([well, { ...token, status: 0 }, well]);

  expect(complaint).toBeNull();
  expect(sentence).toContain("CERT_HAS_EXPIRED");
});

test("Of failures that none of the complaints is about, it is said how many there are, and the last", async () => {
  const { sentence } = await diagnosed([well, { ...whatElse, status: 0 }]);

  expect(sentence).toBe(
    "The log is Understudy's own traffic, and holds none of the complaints. Yet 1 of its 2 entries failed, the last with: CERT_HAS_EXPIRED.",
  );
});

test("Own traffic that was answered is called that: what the customer saw is not in it", async () => {
  const { complaint, sentence } = await diagnosed([well, token, well]);

  expect(complaint).toBeNull();
  expect(sentence).toBe(
    "The log is Understudy's own traffic, and all of it was answered. What a customer did and saw is not in it.",
  );
});
