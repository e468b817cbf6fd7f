import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { licenseText } from "../rules/license/license-text.ts";
import { anyPayload, mutated } from "../rules/license/mutated-license.ts";
import type { Asked } from "./syncing-instance.ts";

const nested = (depth: number): unknown => {
  let value: unknown = "the innermost";
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { message: value };
  return value;
};

const anyDepth = fc.oneof(fc.nat(40), fc.constant(3_000)).map(nested);
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "\0",
    "\ud800",
    "\u0085\u202eforged\r\nlines",
    "x".repeat(9_000),
    "x".repeat(20_000),
  ),
);
const anyDay = fc.oneof(
  fc.constantFrom(
    "0000-00-00",
    "9999-12-31",
    "275760-09-13",
    "2027-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "-000001-01-01",
    "+275760-09-13T00:00:00Z",
  ),
  mutated("2026-01-01T00:00:00Z"),
  mutated("2026-01-01"),
);
const anyNumber = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(2 ** 31, -0, 1e308));
const anything = fc.oneof(anyText, anyDay, anyNumber, anyDepth, fc.jsonValue(), fc.boolean());

/** Licenses of the stand-in's own key, which anybody can write: mostly cloud licenses, with terms that may make no sense. */
const anyLicense = fc.oneof(
  fc
    .record(
      {
        id: anyNumber,
        plan: anyText,
        active_user_count: anyNumber,
        trial: anything,
        add_ons: anything,
      },
      { requiredKeys: [] },
    )
    .chain((restrictions) =>
      fc
        .record({ issued_at: anyDay, expires_at: anyDay, licensee: fc.constant({ Name: "Ada" }) })
        .map((terms) => licenseText({ ...terms, cloud_licensing_enabled: true, restrictions })),
    ),
  fc.integer({ min: 1, max: 1_000 }).map((id) =>
    licenseText({
      licensee: { Name: "Ada" },
      issued_at: "2025-06-01",
      expires_at: "9999-01-01",
      cloud_licensing_enabled: true,
      restrictions: { id, plan: "premium" },
    }),
  ),
  anyPayload,
  anything,
);

const entries = fc.oneof(
  anything,
  fc.array(
    fc.dictionary(
      fc.constantFrom("plan", "name", "startsAt", "starts_at", "expiresAt", "usersInLicenseCount"),
      anything,
    ),
    { maxLength: 3 },
  ),
);

const optional = { requiredKeys: [] };

/** Bodies that are mostly shaped as an answer is. */
const bodies: Readonly<Record<Asked, fc.Arbitrary<unknown>>> = {
  activation: fc.record(
    {
      errors: anything,
      data: fc.oneof(
        anything,
        fc.record({
          cloudActivationActivate: fc.oneof(
            anything,
            fc.record(
              { licenseKey: anyLicense, errors: anything, futureSubscriptions: entries },
              optional,
            ),
            fc.record({ licenseKey: anyLicense, futureSubscriptions: entries }),
          ),
        }),
      ),
    },
    optional,
  ),
  report: fc.record(
    {
      errors: anything,
      license: anyLicense,
      future_subscriptions: entries,
      next_reconciliation_date: anyDay,
      display_alert_from: anyDay,
    },
    optional,
  ),
  token: fc.record(
    {
      errors: anything,
      data: fc.oneof(
        anything,
        fc.record({
          cloudConnectorAccess: fc.oneof(
            anything,
            fc.record({ serviceToken: fc.record({ token: anyText, expiresAt: anyDay }, optional) }),
          ),
        }),
      ),
    },
    optional,
  ),
};

const json = { "content-type": "application/json" };

/** Answers as nobody should answer, of any status, mostly with a body that has the shape of an answer. */
export const hostileAnswers = (asked: Asked): fc.Arbitrary<(response: ServerResponse) => void> => {
  const body = fc
    .oneof({ weight: 6, arbitrary: bodies[asked] }, anything)
    .map((value) => JSON.stringify(value));
  const status = fc.oneof(
    { weight: 4, arbitrary: fc.constant(200) },
    fc.integer({ min: 200, max: 599 }),
  );
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(status, body).map(
        ([code, text]) =>
          (response: ServerResponse) =>
            void response.writeHead(code, json).end(text),
      ),
    },
    fc.tuple(status, body, fc.constantFrom("gzip", "deflate", "br", "nonsense")).map(
      ([code, text, encoding]) =>
        (response: ServerResponse) =>
          void response
            .writeHead(code, { ...json, "content-encoding": encoding })
            .end(gzipSync(text)),
    ),
    fc.tuple(status, fc.uint8Array({ maxLength: 500 })).map(
      ([code, bytes]) =>
        (response: ServerResponse) =>
          void response.writeHead(code, json).end(bytes),
    ),
    fc
      .uint8Array({ maxLength: 100 })
      .map((bytes) => (response: ServerResponse) => void response.socket?.end(bytes)),
    fc.constant(
      (response: ServerResponse) => void response.writeHead(200, json).end(" ".repeat(2 ** 21)),
    ),
    fc.constant((response: ServerResponse) => void response.socket?.resetAndDestroy()),
  );
};
