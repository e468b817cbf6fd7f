import { describe, expect, test } from "vitest";
import { answersIn } from "../../../src/recording/answers.ts";
import type { RecordedExchange } from "../../../src/recording/format.ts";

const exchange = (
  request: RecordedExchange["request"],
  rest: Partial<RecordedExchange> = {},
): RecordedExchange => ({
  at: "2025-06-01T12:00:00Z",
  ms: 1,
  codes: {},
  licenses: [],
  request,
  response: null,
  error: null,
  cause: null,
  ...rest,
});

const post = (path: string, json: unknown): RecordedExchange["request"] => ({
  method: "POST",
  url: `https://portal.test${path}`,
  headers: { "content-type": "application/json" },
  body: { json },
});

const activation = (code: number) =>
  exchange(
    post("/graphql", {
      query:
        "mutation($c: String!) { cloudActivationActivate(input: {activationCode: $c}) { errors } }",
      variables: { c: `[code ${code}]` },
    }),
    { codes: { [code]: "0".repeat(64) } },
  );

const report = (license: number, day: string) =>
  exchange(
    post("/base/api/v1/seat_links", {
      license_key: `[license ${license}]`,
      timestamp: `${day}T12:00:00Z`,
    }),
    { licenses: [license] },
  );

const head = exchange({
  method: "HEAD",
  url: "https://portal.test",
  headers: {},
  body: { text: "" },
});

/** The numbers of the answers to questions, from 1 on. */
function answered(
  exchanges: readonly RecordedExchange[],
  questions: readonly Parameters<ReturnType<typeof answersIn>["next"]>[0][],
) {
  const { next } = answersIn(
    exchanges.map((one, index) => ({ number: index + 1, name: `${index + 1}`, exchange: one })),
  );
  return questions.map((question) => {
    const found = next(question);
    return found && [found.recorded.number, ...(found.isRepeated ? ["again"] : [])].join(" ");
  });
}

const activate = (subject: string | null) => ({ operation: "activate", subject, day: null });
const reportOf = (subject: string | null, day: string | null = "2025-06-01") => ({
  operation: "seat-links",
  subject,
  day,
});

describe("a replay answers", () => {
  test("a code of the recording with the answers to this code, in order, and then with the last again", () => {
    expect(
      answered(
        [activation(1), activation(2), activation(1)],
        ["[code 1]", "[code 2]", "[code 1]", "[code 1]", "[code 2]"].map(activate),
      ),
    ).toEqual(["1", "2", "3", "3 again", "2 again"]);
  });

  test("a code that it does not know with the next answer that was not given yet", () => {
    expect(
      answered(
        [activation(1), activation(2), activation(1)],
        [activate("[code 2]"), activate(null), activate(null), activate(null)],
      ),
    ).toEqual(["2", "1", "3", "3 again"]);
  });

  test("a report with the answers to this license on this day, if there are some", () => {
    const reports = [
      report(1, "2025-06-01"),
      report(1, "2025-06-02"),
      report(1, "2025-06-02"),
      report(2, "2025-06-02"),
    ];

    expect(
      answered(reports, [
        reportOf("[license 1]", "2025-06-02"),
        reportOf("[license 2]", "2025-06-01"),
        reportOf("[license 1]", "2025-06-02"),
        reportOf("[license 1]", "2025-06-02"),
        reportOf("[license 1]", "2025-07-01"),
        reportOf("[license 1]", null),
      ]),
    ).toEqual(["2", "4", "3", "3 again", "1", "3 again"]);
  });

  test("a report on a license that was never reported with the next of any license", () => {
    expect(
      answered([report(1, "2025-06-01"), report(2, "2025-06-01")], [reportOf("[license 3]")]),
    ).toEqual(["1"]);
  });

  test("each kind of question with answers to its own kind alone", () => {
    expect(
      answered(
        [activation(1), head, report(1, "2025-06-01")],
        [
          { operation: "head", subject: null, day: null },
          reportOf(null),
          { operation: "service-token", subject: null, day: null },
        ],
      ),
    ).toEqual(["2", "3", null]);
  });
});
