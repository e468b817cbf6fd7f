import type { ServerResponse } from "node:http";

/** Gives up a portal that says nothing after 2 seconds, long before the whole answer would have to be there. */
export const giveUpSilence = {
  timeouts: { lookupMs: 2_000, connectMs: 2_000, readMs: 2_000, totalMs: 20_000 },
};

/** What a portal does with a connection in place of an answer, by real sockets: what it does, and how the instance calls it. */
export const brokenAnswers = {
  "resets the connection": {
    answer: ({ socket }: ServerResponse) => void socket?.resetAndDestroy(),
    code: "ECONNRESET",
    /** In the words of the product; null where it takes the failure for one of the connection. */
    text: null,
    said: "reset the connection in place of an answer",
  },
  "never answers": {
    answer: () => undefined,
    code: "UND_ERR_HEADERS_TIMEOUT",
    text: null,
    said: "took the request and did not answer within 2 seconds",
  },
  "answers with something other than HTTP": {
    answer: ({ socket }: ServerResponse) => void socket?.end("hello\r\n"),
    code: "HTTPParserError",
    text: 'wrong status line: "hello"',
    said: "answered with something other than HTTP",
  },
  "closes the connection without an answer": {
    answer: ({ socket }: ServerResponse) => void socket?.end(),
    code: "UND_ERR_SOCKET",
    text: "end of file reached",
    said: "closed the connection without an answer",
  },
} as const;
