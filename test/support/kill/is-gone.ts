/** Whether a request failed because the other side is no more. */
export const isGone = (error: unknown): boolean =>
  error instanceof Error && "code" in error && closings.has(error.code);

/** How undici and the system call it. */
const closings = new Set<unknown>(["UND_ERR_SOCKET", "ECONNRESET", "ECONNREFUSED", "EPIPE"]);
