import { expect, test } from "vitest";
import { doctorMatrix, examples, matrixInWords } from "./doctor/matrix.ts";

const times = 3;

test(`the doctor names the layer at fault of ${examples.length} networks, ${times} times each`, async () => {
  const findings = await doctorMatrix({ times, lanes: 8 });

  const wrong = findings.filter(({ layer, found }) => layer !== found);
  expect(wrong, matrixInWords(findings)).toEqual([]);
  expect(findings).toHaveLength(times * examples.length);
});
