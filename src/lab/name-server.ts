import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  type DecodedPacket,
  decode,
  encode,
  type Question,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
} from "dns-packet";
import { portalAddresses, portalName, proxyAddress, proxyName } from "./addresses.ts";
import { type Listening, listen, loopback } from "./listening.ts";
import type { NameServerMode } from "./scene.ts";

const responseCodes = { noError: 0, servFail: 2, nxDomain: 3, notImplemented: 4 } as const;

type Records = { readonly A: readonly string[]; readonly AAAA: readonly string[] };

/** A question is short. What is longer asks for something else, and takes long to read. */
const longestQuestion = 4_096;

/** How much of what was answered may be unread, in bytes. */
const mostUnread = 65_536;

/** How often another port is tried, where the one that UDP got is in use over TCP. */
const mostTries = 20;

/** Answers for the names of the lab's network, over UDP and TCP at one port. */
export async function nameServer(mode: NameServerMode): Promise<Listening> {
  for (let tries = 1; ; tries += 1) {
    const overTcp = await listen(createServer((socket) => answerStream(socket, mode)));
    const overUdp = createSocket("udp4");
    overUdp.on("error", () => undefined);
    overUdp.on("message", (message, from) => {
      // Nobody can be answered at port 0, from which whoever forges packets may ask.
      const answer = from.port === 0 ? null : answerTo(message, mode);
      if (answer) overUdp.send(answer, from.port, from.address);
    });
    overUdp.bind({ address: loopback, port: overTcp.port, exclusive: true });
    try {
      await once(overUdp, "listening");
    } catch (error) {
      overUdp.close();
      await overTcp[Symbol.asyncDispose]();
      if (tries === mostTries) throw error;
      continue;
    }
    return {
      port: overTcp.port,
      async [Symbol.asyncDispose]() {
        const closed = once(overUdp, "close");
        overUdp.close();
        await Promise.all([closed, overTcp[Symbol.asyncDispose]()]);
      },
    };
  }
}

/** Over TCP, the length stands before each message. */
function answerStream(socket: Socket, mode: NameServerMode) {
  let received = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 2) {
      const length = received.readUInt16BE();
      if (length > longestQuestion) return socket.destroy();
      if (received.length < 2 + length) return undefined;
      const answer = answerTo(received.subarray(2, 2 + length), mode);
      received = received.subarray(2 + length);
      if (!answer) continue;
      const prefix = Buffer.alloc(2);
      prefix.writeUInt16BE(answer.length);
      socket.write(Buffer.concat([prefix, answer]));
      // Who asks on and on without reading is not waited for.
      if (socket.writableLength > mostUnread) return socket.destroy();
    }
    return undefined;
  });
}

/** What is answered to a message; null to what is no question, and where nothing is said. */
export function answerTo(message: Buffer, mode: NameServerMode): Buffer | null {
  if (message.length > longestQuestion) return null;
  try {
    const asked = decode(message);
    const [question] = asked.questions ?? [];
    if (asked.type !== "query" || asked.questions?.length !== 1 || !question) return null;
    const name = question.name.toLowerCase();
    // Machines know that by themselves; programs that ask name servers only would not.
    if (name === "localhost")
      return answerOf(asked, responseCodes.noError, recordsFor(question, ownMachine));
    if (mode === "silent" || (mode === "inside-only" && name !== proxyName)) return null;
    if (opcodeOf(message) !== 0) return answerOf(asked, responseCodes.notImplemented, []);
    if (mode === "servfail") return answerOf(asked, responseCodes.servFail, []);
    const records = mode === "nxdomain" ? null : recordsOf(name, mode);
    if (records === null) return answerOf(asked, responseCodes.nxDomain, []);
    return answerOf(asked, responseCodes.noError, recordsFor(question, records));
  } catch {
    // Whatever it is, it is no message of DNS.
    return null;
  }
}

/** What kind of message it is: 0 asks for records. */
const opcodeOf = (message: Buffer) => (message.readUInt8(2) >> 3) & 0b1111;

const ownMachine: Records = { A: [loopback], AAAA: [] };

function recordsFor({ name, type }: Question, records: Records): Answer[] {
  if (type !== "A" && type !== "AAAA") return [];
  return records[type].map((data) => ({ name, type, ttl: 0, data }));
}

function recordsOf(name: string, mode: NameServerMode): Records | null {
  if (name === proxyName) return { A: [proxyAddress], AAAA: [] };
  if (name !== portalName) return null;
  return {
    A: mode === "only-aaaa" ? [] : portalAddresses[4],
    AAAA: mode === "only-a" ? [] : portalAddresses[6],
  };
}

function answerOf(asked: DecodedPacket, responseCode: number, answers: Answer[]): Buffer {
  const recursion = asked.flag_rd ? RECURSION_DESIRED : 0;
  return encode({
    type: "response",
    id: asked.id ?? 0,
    flags: AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | recursion | responseCode,
    questions: asked.questions ?? [],
    answers,
    // Who speaks the extended protocol is answered in it.
    additionals: asked.additionals?.some(({ type }) => type === "OPT") ? [extended] : [],
  });
}

const extended = {
  type: "OPT",
  name: ".",
  udpPayloadSize: 1_232,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
} satisfies Answer;
