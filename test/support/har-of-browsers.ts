import type { AsItCame } from "./as-it-came.ts";

/** A log that Chromium has written, as another browser would have. Source: HAR files, what browsers really write (D2). */
type Shape = (har: AsItCame) => unknown;

/** Dates have an offset, timings and sizes may be missing, and Firefox names itself twice. */
const firefox: Shape = ({ log }) => ({
  log: {
    version: "1.1",
    creator: { name: "Firefox", version: "140.0" },
    browser: { name: "Firefox", version: "140.0" },
    pages: [
      {
        id: "page_1",
        startedDateTime: inBerlin(log.entries[0]?.startedDateTime),
        title: "Subscription",
        pageTimings: { onContentLoad: 100, onLoad: 200 },
      },
    ],
    entries: log.entries.map(({ startedDateTime, time, request, response }: AsItCame) => ({
      startedDateTime: inBerlin(startedDateTime),
      time,
      pageref: "page_1",
      _securityState: "insecure",
      request: { ...withoutSizes(request), bodySize: request.postData?.text?.length ?? 0 },
      response: { ...withoutOwn(withoutSizes(response)), bodySize: -1 },
      cache: {},
      timings: {},
    })),
  },
});

/** One value a header, whatever failed is told in a field of its own, and each body is told to be compressed. */
const safari: Shape = ({ log }) => ({
  log: {
    version: "1.2",
    creator: { name: "WebKit Web Inspector", version: "1.0" },
    pages: [
      {
        id: "page_0",
        startedDateTime: log.entries[0]?.startedDateTime,
        title: "",
        pageTimings: {},
      },
    ],
    entries: log.entries.map(({ startedDateTime, time, request, response, timings }: AsItCame) => ({
      pageref: "page_0",
      startedDateTime,
      time,
      request: { ...request, httpVersion: "HTTP/1.1", headers: onePerName(request.headers) },
      response: {
        ...response,
        headers: onePerName(response.headers),
        cookies: response.cookies.map((cookie: AsItCame) => ({ ...cookie, expires: "" })),
        content: { ...response.content, compression: 0 },
      },
      cache: {},
      timings,
      _fetchType: "Network Load",
    })),
  },
});

/** One emoji in an answer, and Chrome writes the whole of it as base64. */
const base64: Shape = ({ log }) => ({
  log: {
    ...log,
    entries: log.entries.map((entry: AsItCame) => ({
      ...entry,
      response: { ...entry.response, content: encoded(entry.response.content) },
    })),
  },
});

/** What other tools leave of a log: neither pages nor timings, all of it as a text of JSON. */
const bare: Shape = ({ log }) =>
  JSON.stringify({
    log: {
      entries: log.entries.map(({ startedDateTime, time, request, response }: AsItCame) => ({
        startedDateTime,
        time,
        request,
        response,
      })),
    },
  });

/** As the product would have answered, which tells no causes and no facts beyond its own. */
const ofTheProduct: Shape = ({ log }) => ({
  log: {
    ...log,
    entries: log.entries.map(({ response, ...entry }: AsItCame) => ({
      ...entry,
      response: {
        ...response,
        headers: response.headers.filter(({ name }: AsItCame) => !/^x-understudy/i.test(name)),
        content: {
          ...response.content,
          ...(response.content.text !== undefined && {
            text: response.content.text.replace(/ data-understudy="[^"]*"/, ""),
          }),
        },
      },
    })),
  },
});

const shapes = { firefox, safari, base64, bare, ofTheProduct };

export type ShapeName = keyof typeof shapes;

/** The text of a log in another shape. */
export const inShape = (shape: ShapeName, har: string): string =>
  JSON.stringify(shapes[shape](JSON.parse(har)));

const inBerlin = (date: string) =>
  new Date(Date.parse(date) + 3_600_000).toISOString().replace("Z", "+01:00");

const withoutSizes = ({ headersSize: _size, ...rest }: AsItCame) => rest;

const withoutOwn = (value: AsItCame) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith("_")));

const onePerName = (headers: readonly AsItCame[]) => [
  ...new Map(headers.map((header) => [header.name.toLowerCase(), header])).values(),
];

const encoded = (content: AsItCame) =>
  content.text === undefined
    ? content
    : { ...content, text: Buffer.from(content.text).toString("base64"), encoding: "base64" };
