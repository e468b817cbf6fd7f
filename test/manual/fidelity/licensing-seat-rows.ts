import { aTable, aTest, type RowsOf, testedBy } from "./ledger.ts";

const admission = "rules/license/admission.test.ts";
const first = aTable(
  admission,
  "for $seats seats after $peak users, now $now, is admitted: $answer.ok",
);
const renewal = aTable(
  admission,
  "for $seats seats instead of $previousSeats after $peak users, now $now, is admitted: $answer.ok",
);
const renewalWithoutCurrent = aTable(
  admission,
  "for $seats seats instead of $previousSeats after $peak users a year before, now $now, is admitted: $answer.ok",
);
const endless = aTable(
  admission,
  "at once on $peakOn may be 10, for a team license that never ends: $answer.ok",
);
const guestAndReporter = aTable(
  "stories/uploads/legacy-renewal.test.ts",
  "for $seats is measured by the installed plan $installed, not by $bought: $errors",
);
const reconciled = aTable(
  admission,
  "for 10 seats after 100 users, now $now, cloud $cloud, is admitted: $answer.ok",
);
const ending = aTable(
  admission,
  "on $expiresOn, with $license, today 2025-06-01, is admitted: $answer.ok",
);
const stored = aTable(
  "stories/uploads/stored-legacy-license.test.ts",
  "with $terms stays in force under 900, where a new one is refused",
);

const refusal = aTable(
  "rules/activation/messages.test.ts",
  "names the rule and its numbers: $text",
);
const exceededBefore = refusal('when: "before", users: 10, seats: 9');
const exceededNow = refusal('when: "now", users: 14, seats: 9');
const expired = refusal('{ kind: "license-expired" }');
const failure = aTable("rules/activation/messages.test.ts", "is one sentence for $failure.kind");

export const licensingSeatRows = {
  V01: testedBy(first("seats: null, peak: 900, now: 500, answer: admitted")),
  V02: testedBy(aTable(admission, "is admitted, offline %s")("peak: 900, now: 500")),
  V03: testedBy(first("seats: 9, peak: 8, now: 9, answer: admitted")),
  V04: testedBy(first("seats: 9, peak: 9, now: 0, answer: admitted")),
  V05: testedBy(first("seats: 10, peak: 11, now: 0, answer: admitted")),
  V06: testedBy(first("seats: 9, peak: 10, now: 0, answer: exceededBefore(10, 9)"), exceededBefore),
  V08: testedBy(first("seats: 10, peak: 0, now: 50, answer: admitted")),
  V10: testedBy(renewal("seats: 9, previousSeats: 1, peak: 0, now: 4, answer: admitted")),
  V11: testedBy(renewal("seats: 9, previousSeats: 1, peak: 0, now: 9, answer: admitted")),
  V13: testedBy(
    renewal("seats: 9, previousSeats: 1, peak: 0, now: 14, answer: exceededNow(14, 9)"),
    exceededNow,
  ),
  V14: testedBy(
    renewal("seats: 9, previousSeats: 0, peak: 0, now: 14, answer: exceededNow(14, 9)"),
    exceededNow,
  ),
  V15: testedBy(
    renewal(
      "seats: 9, previousSeats: 7, peak: 2, now: 4, answer: admitted",
      "seats: 9, previousSeats: 7, peak: 2, now: 9, answer: admitted",
    ),
  ),
  V17: testedBy(
    renewal("seats: 9, previousSeats: 7, peak: 7, now: 14, answer: exceededNow(14, 9)"),
    exceededNow,
  ),
  V19: testedBy(renewal("seats: 9, previousSeats: 7, peak: 8, now: 9, answer: admitted")),
  V21: testedBy(
    renewalWithoutCurrent(
      "seats: 9, previousSeats: 7, peak: 2, now: 9, answer: admitted",
      "seats: 9, previousSeats: 7, peak: 7, now: 14, answer: exceededNow(14, 9)",
      "seats: 9, previousSeats: 7, peak: 8, now: 9, answer: admitted",
    ),
  ),
  V22: testedBy(endless('peakOn: "2025-06-01", answer: exceededBefore(10, 9)'), exceededBefore),
  V24: testedBy(renewal("seats: 10, previousSeats: 15, peak: 15, now: 0, answer: admitted")),
  V25: testedBy(
    guestAndReporter(
      '{ installed: "starter", bought: "ultimate", seats: 1, errors: [exceeded] }',
      '{ installed: "premium", bought: "ultimate", seats: 1, errors: [exceeded] }',
    ),
  ),
  V27: testedBy(
    guestAndReporter('{ installed: "premium", bought: "ultimate", seats: null, errors: [] }'),
  ),
  V28: testedBy(first("seats: 100, peak: 110, now: 0, answer: admitted")),
  V29: testedBy(
    first("seats: 100, peak: 111, now: 0, answer: exceededBefore(111, 100)"),
    exceededBefore,
  ),
  V30: testedBy(
    first("seats: 250, peak: 286, now: 0, answer: exceededBefore(286, 250)"),
    exceededBefore,
  ),
  V35: testedBy(
    reconciled(
      "now: 10, cloud: false, answer: admitted",
      "now: 11, cloud: false, answer: admitted",
    ),
  ),
  V37: testedBy(stored("{ reconciliation_completed: true }")),
  V38: testedBy(reconciled("now: 12, cloud: true, answer: admitted")),
  V40: testedBy(stored("{ previous_user_count: 10 }")),
  V41: testedBy(ending('expiresOn: "2025-05-31", license: {}, answer: expired'), expired),
  V42: testedBy(ending('expiresOn: "2025-06-02", license: {}, answer: admitted')),
  V43: testedBy(ending('expiresOn: "2025-06-01", license: {}, answer: expired'), expired),
  V44: testedBy(ending('expiresOn: "2025-05-31", license: cancellation, answer: admitted')),
  V45: testedBy(ending('expiresOn: "2025-05-31", license: { cloud: true }, answer: expired')),
  V47: testedBy(
    aTable(
      "rules/license/invalid-license.test.ts",
      "with cloud $cloud and offline $offline says online cloud: $onlineCloud",
    )("{ cloud: true, offline: false, onlineCloud: true }"),
    failure("onlineCloud: true"),
  ),
  V49: testedBy(
    aTable(
      "rules/license/read-license.test.ts",
      "that is no license file is unreadable: %j",
    )('"whatever"'),
    aTest(
      "seams/portal/redemption.test.ts",
      "gives an empty key when there is none, for the license reader to refuse",
    ),
    failure('kind: "license-unreadable"'),
  ),
  V50: testedBy(
    aTable(
      "doors/pages/license-form.test.ts",
      "$what is told of among the settings, and nothing is stored",
    )('what: "a license that has expired and has too few seats"'),
  ),
} satisfies RowsOf<"licensing", "V">;
