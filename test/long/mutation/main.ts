import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";
import { changedLines } from "./changed-lines.ts";
import { survivors } from "./survivors.ts";
import { type Mutant, verdictOn } from "./verdict.ts";

const leastScore = 90;

const root = path.resolve(import.meta.dirname, "../../..");
const files = process.argv.slice(2);
const started = performance.now();
const verdict = verdictOn(await mutants(), survivors.filter(isAbout));

for (const { file, was, becomes, status } of verdict.unexplained) {
  const entry = JSON.stringify({ file, was, becomes, why: "" }, null, 2);
  console.log(`\n${status}, and not among the explained survivors:\n${entry}`);
}
for (const { file, was, becomes } of verdict.outdated) {
  console.log(`\nNo survivor any more:\n${JSON.stringify({ file, was, becomes }, null, 2)}`);
}
const { score, noticed, tried, survived, unexplained, outdated } = verdict;
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
console.log(
  `\nMutation score ${score.toFixed(2)} % (${noticed} of ${tried} noticed, ${survived} survived, ` +
    `${unexplained.length} of them unexplained, ${outdated.length} explanations outdated) in ${minutes} minutes.`,
);
if (score < leastScore || unexplained.length > 0 || outdated.length > 0) {
  console.log(
    `At least ${leastScore} % must be noticed, and test/long/mutation/survivors.ts must say of every other change why ` +
      "no test can notice it. Write a test, simplify the code, or explain; see CONTRIBUTING.md.",
  );
  process.exitCode = 1;
}

async function mutants(): Promise<readonly Mutant[]> {
  const sandboxes = mkdtempSync(path.join(tmpdir(), "understudy-mutants-"));
  try {
    const stryker = new Stryker({
      configFile: "config/stryker.config.json",
      testRunner: "kept-vitest",
      plugins: [fileURLToPath(new URL("./runner.ts", import.meta.url))],
      ...(files.length > 0 && { mutate: files }),
      tempDirName: sandboxes,
    });
    const results = await stryker.runMutationTest();
    return results.map((result) => ({
      file: path.relative(root, result.fileName),
      ...changedLines(result),
      status: result.status,
    }));
  } finally {
    rmSync(sandboxes, { recursive: true, force: true });
  }
}

function isAbout({ file }: { readonly file: string }): boolean {
  return files.length === 0 || files.includes(file);
}
