/** The end of a command's help: lines that run as they stand, for somebody whose emulator has been started. */
export const example = (...lines: readonly string[]): string =>
  ["", lines.length === 1 ? "Example:" : "Examples:", ...lines.map((line) => `  ${line}`)].join(
    "\n",
  );
