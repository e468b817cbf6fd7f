import { expect, test } from "vitest";
import { noticeText } from "../../../src/activation/notice-text.ts";
import { noticesOn } from "../../../src/license/notices.ts";
import { aLicense, day } from "../license/a-license.ts";

const ending = aLicense({ expiresOn: day("2026-06-01"), blockChangesOn: day("2026-06-15") });
const trial = { ...ending, blockChangesOn: null, trial: true };

const blocked = "The license has blocked changes since 2026-06-15.";
const over = "The 14 days of grace after its end have been over since 2026-06-16.";

test.each([
  { license: ending, today: "2026-05-16", said: [] },
  {
    license: ending,
    today: "2026-05-17",
    said: ["The license expires in 15 days, on 2026-06-01."],
  },
  { license: ending, today: "2026-05-30", said: ["The license expires in 2 days, on 2026-06-01."] },
  { license: ending, today: "2026-05-31", said: ["The license expires tomorrow, on 2026-06-01."] },
  { license: ending, today: "2026-06-01", said: ["The license expired today, on 2026-06-01."] },
  { license: ending, today: "2026-06-02", said: ["The license expired yesterday, on 2026-06-01."] },
  {
    license: ending,
    today: "2026-06-03",
    said: ["The license expired 2 days ago, on 2026-06-01."],
  },
  {
    license: ending,
    today: "2026-06-16",
    said: ["The license expired 15 days ago, on 2026-06-01.", blocked, over],
  },
  { license: trial, today: "2026-05-25", said: ["The trial expires in 7 days, on 2026-06-01."] },
  { license: trial, today: "2026-06-02", said: ["The trial expired yesterday, on 2026-06-01."] },
])("what is known of the end of a license on $today reads $said", ({ license, today, said }) => {
  const texts = noticesOn(license, day(today), false).map((notice) =>
    noticeText(notice, license, day(today)),
  );

  expect(texts).toEqual(said);
});
