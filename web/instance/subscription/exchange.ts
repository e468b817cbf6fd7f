/** What was answered to a request of the page, for whoever wants to know more than an alert says. */
export interface Exchange {
  /** Null if there was no answer. */
  readonly status: number | null;
  /** By which the instance's log names the request. */
  readonly requestId: string | null;
  /** Why the emulator has answered so, in a sentence. */
  readonly cause: string | null;
  /** The body as it came; what the browser says if none did. */
  readonly raw: string;
  /** Whether the answer shows that the visitor is signed out, or that the page is one of a session before. */
  readonly isSessionOver: boolean;
  /** The path to which the request was led instead of an answer; null if it was not. */
  readonly ledTo: string | null;
}

const brokenOff = "The instance has broken off its answer, as a fault may have it do.";
const notAvailable = "The resource that you are attempting to access does not exist";
const wrongToken = "The CSRF token is missing or wrong";

/** Reads an answer without using it up. */
export async function exchangeOf(response: Response): Promise<Exchange> {
  const raw = await response.clone().text();
  const requestId = response.headers.get("x-request-id");
  return {
    status: response.status,
    requestId,
    // Every whole answer of an instance names its request.
    cause: requestId === null ? brokenOff : decoded(response.headers.get("x-understudy-cause")),
    raw,
    isSessionOver: response.redirected || raw.includes(notAvailable) || raw.includes(wrongToken),
    ledTo: response.redirected ? new URL(response.url).pathname : null,
  };
}

/** For a request that the browser could not bring to an answer. */
export const noAnswer = (error: unknown): Exchange => ({
  status: null,
  requestId: null,
  cause:
    "The instance has not answered. It may have stopped, a fault may have closed the connection, or this computer is offline. Try again once it answers.",
  raw: String(error),
  isSessionOver: false,
  ledTo: null,
});

/** What no header can hold travels percent-encoded. */
function decoded(cause: string | null): string | null {
  try {
    return cause === null ? null : decodeURIComponent(cause);
  } catch {
    return cause;
  }
}
