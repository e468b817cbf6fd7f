import { describe, expect, test } from "vitest";
import type { ExchangeLine } from "../../../src/package/verbs.ts";
import { troubleOfLastReport } from "../../../web/control/dashboard/last-report.ts";
import { anExchangeLine } from "../../support/an-exchange-line.ts";

const aReport = (its: Partial<ExchangeLine> = {}) =>
  anExchangeLine({ url: "https://customers.understudy.test/api/v1/seat_links", ...its });
const failed = { status: null, error: "CERT_HAS_EXPIRED: certificate has expired" };

describe("what the newest report has met", () => {
  test("is told in the words of the network", () => {
    const others = [
      aReport({ url: "https://customers.understudy.test/graphql" }),
      aReport({ hop: "instance", status: 500 }),
    ];

    expect(troubleOfLastReport([aReport(), aReport(failed), ...others])).toBe(failed.error);
  });

  test.each([
    ["it was answered well", [aReport(failed), aReport()]],
    ["none is known", []],
  ])("is nothing where %s", (_where, lines) => {
    expect(troubleOfLastReport(lines)).toBeNull();
  });
});
