import { AsyncLocalStorage } from "node:async_hooks";

/** What a command reads and writes: a process's own, or that of a test. */
export interface Terminal {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** All of standard input, however late it comes. */
  readonly stdin: () => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder in which files are named. */
  readonly cwd: string;
}

const running = new AsyncLocalStorage<Terminal>();

/** Runs a command on a terminal. */
export const onTerminal = <Value>(terminal: Terminal, work: () => Value): Value =>
  running.run(terminal, work);

/** The terminal of the command that runs. */
export function terminal(): Terminal {
  const own = running.getStore();
  if (own === undefined) throw new Error("No command runs.");
  return own;
}
