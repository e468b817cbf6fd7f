import type { IncomingMessage } from "node:http";
import { createParser } from "eventsource-parser";
import { authoritiesBeside } from "../base/authorities.ts";
import type { StreamedKind } from "../contract/event.ts";
import { controlAddress, type Target } from "./naming.ts";
import { stopSignal } from "./stop-signal.ts";
import { Refused, type Terminal } from "./terminal.ts";

interface Follower {
  /** All that is there is to be shown: at the beginning, and whenever more has happened than is known. */
  readonly onBegin: () => Promise<void>;
  readonly onEvent: (kind: string, data: unknown) => void;
}

/** How long after a break it is tried again. */
const againMs = 1_000;

/** The emulator sends something every 15 seconds: after so long a silence the connection is dead. */
const silenceMs = 40_000;

/** Follows events of the control API until Ctrl-C. A break is told of, and is followed by what has happened meanwhile. */
export async function follow(
  terminal: Terminal,
  target: Target,
  { kinds, ...follower }: Follower & { readonly kinds: readonly StreamedKind[] },
): Promise<void> {
  const address = await controlAddress(terminal, target);
  const stop = new AbortController();
  const stopped = stopSignal().then(() => stop.abort());
  await Promise.race([
    stopped,
    followed(address, { terminal, kinds, stop: stop.signal, ...follower }),
  ]);
}

interface Following extends Follower {
  readonly terminal: Terminal;
  readonly kinds: readonly StreamedKind[];
  readonly stop: AbortSignal;
}

type Address = Awaited<ReturnType<typeof controlAddress>>;

async function followed(address: Address, { terminal, kinds, stop, onBegin, onEvent }: Following) {
  let lastId: string | null = null;
  let isLost = false;
  let hasBegun = false;
  const query = new URLSearchParams(kinds.map((kind) => ["kind", kind]));

  async function listen() {
    const response = await opened(`${address.url}/events?${query}`, address, lastId, stop);
    if (isLost) terminal.stderr("The emulator is back.\n");
    isLost = false;
    // Without an id nobody can say what was missed.
    if (!hasBegun || lastId === null) await onBegin();
    hasBegun = true;
    const events: {
      readonly id: string | undefined;
      readonly kind: string;
      readonly data: string;
    }[] = [];
    const parser = createParser({
      onEvent: ({ id, event, data }) => events.push({ id, kind: event ?? "", data }),
    });
    const decoder = new TextDecoder();
    for await (const piece of response) {
      parser.feed(decoder.decode(piece as Uint8Array, { stream: true }));
      for (const { id, kind, data } of events.splice(0)) {
        lastId = id ?? lastId;
        if (kind === "missed") await onBegin();
        else onEvent(kind, JSON.parse(data));
      }
    }
  }

  while (!stop.aborted) {
    try {
      await listen();
    } catch (error) {
      // The first time, whoever asks is told at once.
      if (stop.aborted) return;
      if (error instanceof Refused ? !hasBegun || error.exitCode !== 3 : !isOfSocket(error)) {
        throw error;
      }
    }
    if (stop.aborted) return;
    if (!isLost) terminal.stderr("The emulator does not answer. It is asked again until Ctrl-C.\n");
    isLost = true;
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}

/** Whether a connection has broken, and nothing of this program. */
const isOfSocket = (error: unknown): boolean =>
  error instanceof Error && /^E[A-Z]+$/.test(String(Reflect.get(error, "code")));

/** The stream, once it is open. */
function opened(
  url: string,
  { token, authority }: Address,
  lastId: string | null,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const web = process.getBuiltinModule(url.startsWith("https:") ? "node:https" : "node:http");
  return new Promise((resolve, reject) => {
    const origin = URL.parse(url)?.origin ?? url;
    const asking = web.get(url, {
      signal,
      headers: {
        accept: "text/event-stream",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(lastId !== null && { "last-event-id": lastId }),
      },
      ...(authority !== undefined && { ca: authoritiesBeside(authority) }),
    });
    asking.setTimeout(silenceMs, () => asking.destroy());
    asking.on("error", () =>
      reject(
        new Refused(
          3,
          `Nothing answers at ${origin}. Start an emulator, or name its --control-url.`,
        ),
      ),
    );
    asking.on("response", (response) => {
      if (response.statusCode === 200) return resolve(response);
      response.resume();
      reject(
        new Refused(
          1,
          response.statusCode === 401
            ? `${origin} asks for its control token: name it with --control-token.`
            : `${origin} has answered ${response.statusCode} instead of events.`,
        ),
      );
    });
  });
}
