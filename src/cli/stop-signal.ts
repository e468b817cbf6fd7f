/** A signal that comes again meanwhile changes nothing: Ctrl-C reaches us directly and through the launcher. */
export function stopSignal(): Promise<void> {
  // Left to itself, Node takes the handlers down before the process has ended: the signal would kill it then.
  process.once("beforeExit", () => process.exit());
  return new Promise((resolve) => {
    process.on("SIGINT", () => resolve());
    process.on("SIGTERM", () => resolve());
  });
}
