import { describe, expect, test } from "vitest";
import { complaints } from "../../../src/contract/complaints.ts";
import { type Diagnosis, diagnose } from "../../../src/diagnosis/diagnose.ts";
import { readHar } from "../../../src/har/reading.ts";
import { inShape, type ShapeName } from "../../support/har-of-browsers.ts";
import {
  type RecordedName,
  recordedHar,
  recordedHars,
  recordedNames,
} from "../../support/recorded-hars.ts";

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}

const diagnosed = (har: string): Promise<Diagnosis> => diagnose(readHar(bytesOf(har)));

/** What of a diagnosis does not depend on when a log was made. */
function seenIn({ complaint, evidence: [first] }: Diagnosis) {
  return { complaint, at: first?.what ?? null, says: first?.text ?? null };
}

describe("a log of Chromium", () => {
  test.each(recordedNames)("is understood, sanitized as it is by default: %s", async (name) => {
    expect(seenIn(await diagnosed(recordedHar(name)))).toEqual(recordedHars[name]);
  });

  test.each(recordedNames)("is understood with sensitive data: %s", async (name) => {
    const har = recordedHar(name, "with sensitive data");

    expect(seenIn(await diagnosed(har))).toEqual(recordedHars[name]);
  });
});

test("A removal is no gap where the log shows no moment without a license before the next one", async () => {
  const { log } = JSON.parse(recordedHar("removed-first"));
  const isWithout = ({ response }: { response: { content: { text?: string } } }) =>
    response.content.text?.includes('"currentLicense":null') === true;
  const none = log.entries.filter(isWithout);
  const others = log.entries.filter((one: Parameters<typeof isWithout>[0]) => !isWithout(one));
  expect(none).not.toEqual([]);

  const later = { log: { ...log, entries: [...others, ...none] } };

  expect((await diagnosed(JSON.stringify(later))).complaint).not.toBe("C10");
});

describe("the same in the shape of another browser", () => {
  test.each(
    recordedNames.flatMap((name) =>
      (["firefox", "safari"] as const).map((shape) => ({ name, shape })),
    ),
  )("is understood: $name, $shape", async ({ name, shape }) => {
    // Safari has a field for what failed, and Firefox none.
    const says = name === "no-answer" && shape === "firefox" ? null : recordedHars[name].says;

    expect(seenIn(await diagnosed(inShape(shape, recordedHar(name))))).toEqual({
      ...recordedHars[name],
      says,
    });
  });

  test.each(["base64", "bare"] as const satisfies readonly ShapeName[])(
    "is understood as some write it: %s",
    async (shape) => {
      const har = inShape(shape, recordedHar("inspected"));

      expect(seenIn(await diagnosed(har))).toEqual(recordedHars.inspected);
    },
  );
});

describe("an answer of the product that says CONNECTIVITY_ERROR and no more", () => {
  test.each<{ name: RecordedName; waited: RegExp; could: readonly string[] }>([
    { name: "inspected", waited: /not reached\.$/, could: ["C2", "C5", "C6", "C4", "C3"] },
    {
      name: "ipv6-blackhole",
      waited: /waits for a connection\.$/,
      could: ["C4", "C6", "C5", "C2", "C3"],
    },
    {
      name: "proxy-resolves",
      waited: /waits for a name\.$/,
      could: ["C3", "C5", "C4", "C6", "C2"],
    },
  ])("names no cause, and says by its time which are likely: $name", async (one) => {
    const har = inShape("ofTheProduct", recordedHar(one.name));

    const { complaint, certain, couldAlsoBe, sentence, ask } = await diagnosed(har);

    expect({ complaint, certain, couldAlsoBe }).toEqual({
      complaint: "C1",
      certain: true,
      couldAlsoBe: one.could,
    });
    expect(sentence).toMatch(one.waited);
    expect(ask).toEqual(complaints.C1.ask);
  });
});
