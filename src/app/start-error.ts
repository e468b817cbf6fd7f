import { closeSync, openSync } from "node:fs";
import { DatabaseError } from "../base/database-file.ts";
import { packageFile } from "../base/package-file.ts";
import { storageProblem } from "../base/storage-problem.ts";
import { ListenError } from "../listener/server.ts";
import { RecordingProblem } from "../recording/format.ts";
import { DataDirectoryError } from "./data-directory.ts";

/** An emulator cannot start. The message says why, and what to do. */
export class StartError extends Error {
  /** Whether a setting is to blame, rather than what the data directory holds. */
  readonly wrongUse: boolean;
  constructor(message: string, wrongUse: boolean) {
    super(message);
    this.wrongUse = wrongUse;
  }
}

const anyFile = packageFile("package.json");

/** More than a start opens. */
const neededFiles = 40;

/** Refuses a start that would end in the middle of it, for a reason that nobody would understand. */
export function refuseTooFewFiles() {
  const opened: number[] = [];
  try {
    while (opened.length < neededFiles) opened.push(openSync(anyFile, "r"));
  } catch (error) {
    if (!isTooManyFiles(error)) throw error;
    const { code } = error;
    throw new StartError(
      `Understudy cannot open as many files as it needs (${code}). Raise the limit of this process, such as with ulimit -n 1024.`,
      false,
    );
  } finally {
    opened.forEach(closeSync);
  }
}

const isTooManyFiles = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && "code" in error && /^E[MN]FILE$/.test(String(error.code));

/** Starts a listener; a port that cannot be had names its flag. */
export async function withFlag<Started>(flag: string, start: Promise<Started>): Promise<Started> {
  try {
    return await start;
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    throw new StartError(`${error.address} ${complaint(error.code, flag)}`, true);
  }
}

function complaint(code: string, flag: string): string {
  switch (code) {
    case "EADDRINUSE":
      return `is in use by another program. Choose another port with ${flag}; 0 picks a free one.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `is no address of this machine (${code}). Choose another one with --host.`;
    default:
      return `cannot be opened (${code}). Choose another port with ${flag}; 0 picks a free one.`;
  }
}

/** What is wrong with the data directory, for people; any other error as it is. */
export function explained(error: unknown): unknown {
  if (error instanceof RecordingProblem) {
    return new StartError(`${error.message} Name another directory with --record.`, true);
  }
  const known = [DataDirectoryError, DatabaseError];
  if (known.some((kind) => error instanceof kind)) {
    return new StartError((error as Error).message, false);
  }
  const problem = storageProblem(error);
  return problem === undefined ? error : new StartError(problem, false);
}
