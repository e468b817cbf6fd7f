import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../src/package/start-emulator.ts";
import { ProofError, proveReplacement } from "../../../src/proof/replacement-proof.ts";
import { isGapless } from "../../../src/proof/replacement-report.ts";
import { lyingInstance } from "./lying-instance.ts";

const nothingWrong = { withoutLicense: 0, mixed: 0, stale: 0, failed: 0, firstWrong: null };

async function codesOf(emulator: Awaited<ReturnType<typeof startEmulator>>) {
  const codes = [];
  for (const seats of [10, 20, 30]) {
    codes.push((await emulator.sell({ seats })).activationCode ?? "");
  }
  return codes;
}

describe("the proof that a replacement has no gap", () => {
  test("finds nothing wrong with an emulator whose license is replaced under its readers", async () => {
    await using emulator = await startEmulator({ now: "2025-06-01" });
    const { url } = emulator.instance;
    const codes = await codesOf(emulator);

    const report = await proveReplacement({
      url,
      token: emulator.tokens.admin,
      readers: 4,
      replacements: 30,
      codes,
    });

    expect(report).toMatchObject({ during: nothingWrong, atRest: nothingWrong });
    expect(report.during.reads).toBeGreaterThan(30);
    expect(isGapless(report)).toBe(true);
  });

  test.each([
    { wrong: "withoutLicense", lie: () => ({ license: null }) },
    {
      wrong: "mixed",
      lie: ({ inForce, old }) => ({ license: { id: inForce?.id ?? "", plan: old?.plan ?? "" } }),
    },
    { wrong: "stale", lie: ({ old }) => ({ license: old }) },
    { wrong: "failed", lie: () => ({ status: 500 }) },
  ] satisfies { wrong: keyof typeof nothingWrong; lie: Parameters<typeof lyingInstance>[0] }[])(
    "finds an instance out that answers readers with what is $wrong",
    async ({ wrong, lie }) => {
      await using instance = await lyingInstance(lie);

      const report = await proveReplacement({
        url: instance.url,
        token: "any",
        readers: 2,
        replacements: 200,
        codes: ["A", "B", "C", "D"],
      });

      expect(report.during).toMatchObject({
        ...nothingWrong,
        [wrong]: report.during[wrong],
        firstWrong: expect.stringMatching(wrong),
      });
      expect(report.during[wrong]).toBeGreaterThan(0);
      expect(isGapless(report)).toBe(false);
    },
  );

  test.each([
    { codes: ["not-a-code"], reason: /24-character alphanumeric/ },
    { codes: [], reason: /at least two/ },
  ])("says why it could not be made with the codes $codes", async ({ codes, reason }) => {
    await using emulator = await startEmulator({ now: "2025-06-01" });
    const { url } = emulator.instance;
    const token = emulator.tokens.admin;

    const proof = proveReplacement({ url, token, readers: 1, replacements: 1, codes });

    await expect(proof).rejects.toThrow(ProofError);
    await expect(proof).rejects.toThrow(reason);
  });
});
