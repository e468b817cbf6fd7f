import type { Har } from "../contract/har.ts";
import { STATUS_CODES } from "../listener/node-http.ts";
import type { RecordedExchange } from "../traffic/traffic.ts";

type WrittenEntry = Har["log"]["entries"][number];
type Timings = WrittenEntry["timings"];
type NameAndValue = WrittenEntry["request"]["headers"][number];

interface Writing {
  /** Of this program. */
  readonly version: string;
  /** Where who answers is, for addresses that were asked for by their path alone; null if that is not known. */
  readonly addressOf: (hop: RecordedExchange["hop"]) => string | null;
}

/** What went over the wire as a HAR, in the order in which it began. */
export function harOf(
  exchanges: readonly RecordedExchange[],
  { version, addressOf }: Writing,
): Har {
  return {
    log: {
      version: "1.2",
      creator: { name: "Understudy", version },
      comment: "Codes, keys, tokens, passwords and cookies are masked.",
      entries: exchanges
        .map((exchange) => entryOf(exchange, addressOf(exchange.hop)))
        .sort((one, other) => inOrder(one.startedDateTime, other.startedDateTime)),
    },
  };
}

/** Instants of one clock, written alike. */
const inOrder = (one: string, other: string) => (one < other ? -1 : Number(one > other));

/** Sizes are those of what is shown, and headers are not counted. */
const unknown = -1;
const httpVersion = "HTTP/1.1";

function entryOf(exchange: RecordedExchange, address: string | null): WrittenEntry {
  const { request, response, error, cause, spent } = exchange;
  const url = addressed(request.url, address);
  const timings = timingsOf(exchange);
  const headers = listOf(request.headers);
  const dialed = spent?.address ?? cause?.address ?? null;
  return {
    startedDateTime: exchange.startedAt,
    time: rounded(
      [timings.blocked, timings.dns, timings.connect, timings.send, timings.wait, timings.receive]
        .filter((ms) => ms > 0)
        .reduce((sum, ms) => sum + ms, 0),
    ),
    request: {
      method: request.method,
      url,
      httpVersion,
      cookies: [],
      headers,
      queryString: queryIn(url),
      headersSize: unknown,
      bodySize: Buffer.byteLength(request.body),
      ...(request.body !== "" && {
        postData: { mimeType: typeIn(request.headers), text: request.body },
      }),
    },
    response: response
      ? {
          status: response.status,
          statusText: STATUS_CODES[response.status] ?? "",
          httpVersion,
          cookies: [],
          headers: listOf(response.headers),
          content: {
            size: Buffer.byteLength(response.body),
            mimeType: typeIn(response.headers),
            text: response.body,
          },
          redirectURL: headerOf(response.headers, "location"),
          headersSize: unknown,
          bodySize: unknown,
        }
      : {
          status: 0,
          statusText: "",
          httpVersion: "",
          cookies: [],
          headers: [],
          content: { size: 0, mimeType: unknownType },
          redirectURL: "",
          headersSize: unknown,
          bodySize: unknown,
          _error: error ?? "the connection was closed",
        },
    cache: {},
    timings,
    ...(dialed !== null && { serverIPAddress: dialed.includes(":") ? `[${dialed}]` : dialed }),
    _hop: exchange.hop,
    _operations: [...exchange.operations],
    _cause: cause,
  };
}

/** What a connection took is known of what the instance has asked, where one was made for it. */
function timingsOf({ ms, response, spent, cause }: RecordedExchange): Timings {
  // Of a connection that was not made, what it was at is known.
  const { dns, tcp, proxy, tls } = spent?.phases ?? (cause ? { [cause.phase]: cause.ms } : {});
  const connected = [tcp, proxy, tls].filter((one) => one !== undefined);
  const connect = connected.length === 0 ? unknown : connected.reduce((sum, one) => sum + one, 0);
  const before = (dns ?? 0) + Math.max(0, connect);
  const receive = (response && spent?.receiveMs) ?? 0;
  return {
    blocked: unknown,
    dns: rounded(dns ?? unknown),
    connect: rounded(connect),
    ssl: rounded(tls ?? unknown),
    send: 0,
    wait: rounded(Math.max(0, ms - before - receive)),
    receive: rounded(receive),
  };
}

const rounded = (ms: number) => Math.round(ms * 1_000) / 1_000;

/** An address as whoever asked had it. What is none stays as it is. */
function addressed(url: string, address: string | null): string {
  if (!url.startsWith("/")) return url;
  return address === null ? `http://localhost${url}` : `${address}${url}`;
}

const unknownType = "x-unknown";

type Headers = RecordedExchange["request"]["headers"];

const listOf = (headers: Headers): NameAndValue[] =>
  Object.entries(headers).flatMap(([name, value = []]) =>
    [value].flat().map((one) => ({ name, value: one })),
  );

function headerOf(headers: Headers, wanted: string): string {
  return listOf(headers).find(({ name }) => name.toLowerCase() === wanted)?.value ?? "";
}

const typeIn = (headers: Headers) => headerOf(headers, "content-type") || unknownType;

function queryIn(url: string): NameAndValue[] {
  const query = /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? "";
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}
