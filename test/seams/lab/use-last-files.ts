import { closeSync, openSync } from "node:fs";
import { aNetwork, labOn } from "./lab-on.ts";

/**
 * A program with few files left, and fewer each time, that arms networks which need some: prints what came of each. An
 * exception that nobody takes ends it.
 */
const kinds = ["tcp-blackhole", "tcp-refused", "proxy-required"];
const mostLeft = 24;

// What is loaded when it is needed first is loaded now; and the program's output is open.
const output = process.stdout;
await using on = await labOn();
for (const kind of kinds) await on.lab.faults.add(aNetwork({ kind, times: "standing" }));
await on.lab.reset();

const outcomes: string[] = [];
for (const kind of kinds) {
  for (let left = mostLeft; left >= 0; left -= 1) {
    const taken = allFiles();
    for (const file of taken.splice(0, left)) closeSync(file);
    const outcome = await on.lab.faults.add(aNetwork({ kind, times: "standing" })).then(
      () => "armed",
      (error: NodeJS.ErrnoException) => `${kind}: ${error.code}`,
    );
    await on.lab.reset();
    for (const file of taken) closeSync(file);
    outcomes.push(outcome);
  }
}
// Whoever ends late does so now.
for (let count = 0; count < 3; count += 1) await new Promise((done) => setImmediate(done));
output.write(JSON.stringify([...new Set(outcomes)]));

function allFiles(): number[] {
  const files: number[] = [];
  for (;;) {
    try {
      files.push(openSync("/dev/null", "r"));
    } catch {
      return files;
    }
  }
}
