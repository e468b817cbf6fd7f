import { CommanderError } from "commander";
import { Refused } from "./exit.ts";
import { printableLines } from "./printable.ts";
import { programFor } from "./program.ts";

const [first] = process.argv.slice(2);
const program = await programFor(first);

// Whoever reads our output may have seen enough (`… | head`): that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  console.error(`The output cannot be written (${error.code}).`);
  process.exit(1);
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeFor(error);
}

/** 1 refused, 2 wrong use, 3 nothing reachable; the reason goes to standard error. */
function exitCodeFor(error: unknown): number {
  // Commander has said what was wrong; asking for help is no mistake.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof Refused)) throw error;
  console.error(printableLines(error.message));
  return error.exitCode;
}
