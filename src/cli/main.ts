import { Command, CommanderError } from "commander";
import { version } from "../version.ts";
import { Refused } from "./exit.ts";
import { addLicenseCommands } from "./license.ts";
import { addPortalCommands } from "./portal.ts";
import { addServe } from "./serve.ts";
import { addTokenCommands } from "./token.ts";

const program = new Command("understudy")
  .description("Stands in for a GitLab self-managed instance that is activated with a code.")
  .version(version)
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();
addServe(program);
addLicenseCommands(program);
addPortalCommands(program);
addTokenCommands(program);

// Whoever reads our output may have seen enough (`… | head`): that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
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
  console.error(error.message);
  return error.exitCode;
}
