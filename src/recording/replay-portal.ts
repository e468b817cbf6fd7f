import type { Log } from "../base/log.ts";
import { seededRandom } from "../base/random.ts";
import { interruptibleWaits } from "../faults/interruptible-waits.ts";
import { type Entrance, everybody } from "../listener/gate.ts";
import type { Answer, Incoming, Reply } from "../listener/http.ts";
import { json, text } from "../listener/replies.ts";
import { type RouteTable, router } from "../listener/router.ts";
import { type Listener, type ListenTo, startListener } from "../listener/server.ts";
import { seatLinksPath } from "../portal/wire.ts";
import { answersIn, type NextAnswer } from "./answers.ts";
import { type Asked, askedBy } from "./asked.ts";
import {
  codeText,
  licenseText,
  longTexts,
  mostFileBytes,
  type RecordedExchange,
  textOf,
} from "./format.ts";
import type { Recording } from "./read-recording.ts";
import { recognized, writtenLicenses } from "./recognized.ts";

interface ReplayOptions {
  readonly recording: Recording;
  readonly listenTo: ListenTo;
  /** Whether each answer takes as long as it took then. */
  readonly asSlowAsRecorded: boolean;
  readonly log: Log;
}

/** Starts a portal that answers as another one did when it was recorded. */
export async function startReplayPortal({
  recording,
  listenTo,
  asSlowAsRecorded,
  log,
}: ReplayOptions): Promise<Listener> {
  const waits = interruptibleWaits();
  const answers = answersIn(recording.exchanges);
  const subjectIn = recognized(recording);
  const licenseOf = writtenLicenses(
    recording,
    seededRandom(Number.parseInt(recording.salt.slice(0, 12), 16)),
  );

  async function replay(incoming: Incoming): Promise<Reply> {
    const { method, url, headers, body } = incoming;
    const asked = askedBy({ method, url, headers, body: body.toString() });
    const { operation, texts, day } = asked;
    const next = answers.next({ operation, subject: subjectIn(texts), day });
    if (next === null) {
      log.warn(`No answer was recorded to ${operation.slice(0, 100)}: it is refused`);
      return notRecorded(operation.slice(0, 100));
    }
    const { name, exchange } = next.recorded;
    log[next.isRepeated ? "warn" : "info"](wordsOf(next, operation));
    if (asSlowAsRecorded && !(await waits.wait(exchange.ms))) return { drop: true };
    if (exchange.response !== null) return answerOf(exchange, next, asked);
    log.info(`${name} has no answer (${exchange.error?.slice(0, 200)}): the connection is closed`);
    return { drop: true };
  }

  function answerOf(exchange: RecordedExchange, { subject }: NextAnswer, asked: Asked): Answer {
    const { status = 0, headers = {}, body = { text: "" } } = exchange.response ?? {};
    const written = (whole: string) =>
      "json" in body ? JSON.stringify(whole).slice(1, -1) : whole;
    const { code } = asked;
    const isAskedFor = (number: string) => code !== null && codeText(number) === subject;
    const instead = new Map([
      ...exchange.licenses.map((number) => [licenseText(number), licenseOf(number)] as const),
      ...Object.keys(exchange.codes)
        .filter(isAskedFor)
        .map((number) => [codeText(number), code ?? ""] as const),
    ]);
    let said = textOf(body);
    for (const [name, whole] of instead) said = withWhole(said, name, written(whole));
    said = withLongTexts(said);
    const kept = Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => isReplayed(name));
    return {
      status,
      headers: Object.fromEntries(kept),
      body: status === 204 || status === 304 ? "" : said,
    };
  }

  const listener = await startListener(listenTo, {
    handle: router(
      replayTable({
        replay,
        page: (incoming) =>
          incoming.method === "HEAD" && answers.operations.has("head")
            ? replay(incoming)
            : text(200, `${aboutIt(recording.exchanges.length)}\n`),
      }),
    ),
    refuse: ({ status, code, message }) => json(status, { error: { code, message } }),
  });
  return {
    url: listener.url,
    async [Symbol.asyncDispose]() {
      waits.interrupt();
      await listener[Symbol.asyncDispose]();
    },
  };
}

/** Nothing grows beyond this: somebody may have written a file that names one license thousands of times. */
const mayBe = mostFileBytes;

function withWhole(text: string, name: string, whole: string): string {
  const times = text.split(name).length - 1;
  const isTooLong = text.length + times * whole.length > mayBe;
  return isTooLong ? text : text.replaceAll(name, () => whole);
}

function withLongTexts(text: string): string {
  const lengths = [...text.matchAll(longTexts)].map(([, length]) => Number(length));
  const isTooLong = lengths.reduce((sum, one) => sum + one, text.length) > mayBe;
  return isTooLong
    ? text
    : text.replace(longTexts, (_whole, length: string) => "x".repeat(Number(length)));
}

/** What tells an instance something. Others belong to the connection, or to the browser of somebody else. */
const isReplayed = (name: string) =>
  ["content-type", "retry-after", "x-request-id", "location", "www-authenticate"].includes(name) ||
  name.startsWith("ratelimit-");

function wordsOf({ recorded, isRepeated, isRecognized }: NextAnswer, operation: string): string {
  const answered = `${recorded.name} answers ${operation.slice(0, 100)}`;
  const how = [
    ...(isRecognized || operation === "head" ? [] : ["the recording does not know what was sent"]),
    ...(isRepeated ? ["it is the last answer, given again"] : []),
  ];
  return how.length === 0 ? answered : `${answered}: ${how.join(", and ")}`;
}

interface ReplayAccess {
  /** Programs, which send JSON: no page of another site can do that unasked. */
  readonly program: null;
}

interface Served {
  readonly replay: (incoming: Incoming) => Promise<Reply>;
  readonly page: (incoming: Incoming) => Promise<Reply> | Reply;
}

/** What a portal that replays is asked for. */
function replayTable({ replay, page }: Served): RouteTable<ReplayAccess> {
  return {
    routes: [
      {
        method: "POST",
        path: "/graphql",
        access: "program",
        refuseForged: () => noJson,
        answer: ({ incoming }) => replay(incoming),
      },
      {
        method: "POST",
        path: seatLinksPath,
        access: "program",
        refuseForged: () => noJson,
        answer: ({ incoming }) => replay(incoming),
      },
      { method: "GET", path: "/", access: "program", answer: ({ incoming }) => page(incoming) },
    ],
    gate: { program: anyProgram },
    ignoresTrailingSlash: false,
    notFound: () =>
      refusal(
        404,
        "not-found",
        `This portal replays a recording: there is POST /graphql, POST ${seatLinksPath} and HEAD /.`,
      ),
    methodNotAllowed: (_incoming, allow) =>
      refusal(405, "method-not-allowed", `Here it is ${allow}.`),
  };
}

const anyProgram: Entrance<null> = {
  admit: everybody.admit,
  isForged: ({ incoming: { headers } }) =>
    !/^application\/json\b/i.test(headers["content-type"] ?? ""),
};

const refusal = (status: number, code: string, message: string): Answer =>
  json(status, { error: { code, message } });

const noJson = refusal(415, "content-type", "Send the body as application/json.");

/** In the form of both, of what GraphQL refuses and of what the portal's own API does. */
function notRecorded(operation: string): Answer {
  const message = `The recording holds no answer to ${operation}.`;
  return json(
    404,
    operation === "seat-links" ? { success: false, errors: message } : { errors: [{ message }] },
  );
}

const aboutIt = (exchanges: number) =>
  `This portal replays a recording of ${exchanges} exchanges. It is for development and tests only.`;
