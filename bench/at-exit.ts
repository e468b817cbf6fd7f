/**
 * Runs `work` once: when it is disposed, or, if that never happens, when this process ends.
 *
 * Whoever interrupts a benchmark must not find its servers and directories afterwards.
 */
export function atExit(work: () => void): Disposable {
  process.on("exit", work);
  return {
    [Symbol.dispose]() {
      process.off("exit", work);
      work();
    },
  };
}

/** Makes an interrupt an ordinary end of the process. */
export function exitOnSignals() {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
}
