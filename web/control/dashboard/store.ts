import { batch, signal } from "@preact/signals";
import type { ExchangeLine, Mail, State, TimelineEvent } from "../../../src/package/verbs.ts";
import { emulator, Refused } from "./emulator.ts";
import { follow } from "./events.ts";

/** How the page stands with the emulator: `token` if it is asked for one. */
export type Connection = "connecting" | "live" | "lost" | "token";

/** What is kept here of each list. */
const mostExchanges = 10_000;
const mostEvents = 2_000;
const mostMails = 200;

export const connection = signal<Connection>("connecting");
/** As `GET /state` says; null until it has been asked. */
export const state = signal<State | null>(null);
/** When that was, in the browser's time. */
const stateReadAt = signal(0);
/** Newest last. */
export const traffic = signal<readonly ExchangeLine[]>([]);
/** Newest last. */
export const timeline = signal<readonly TimelineEvent[]>([]);
/** Newest last; none if the portal is somebody else's. */
export const mails = signal<readonly Mail[]>([]);
/** Grows whenever all has begun anew: a reset, a restored snapshot, a scenario. */
export const life = signal(0);

/** Milliseconds since 1970 on the emulator's clock, as they are at this moment. */
export function emulatorNow(): number | null {
  const clock = state.peek()?.clock;
  if (!clock) return null;
  return Date.parse(clock.now) + (clock.running ? Date.now() - stateReadAt.peek() : 0);
}

/** Asks once more if more has happened meanwhile. */
function single(work: () => Promise<void>) {
  let isRunning = false;
  let isStale = false;
  return async () => {
    isStale = true;
    if (isRunning) return;
    isRunning = true;
    try {
      while (isStale) {
        isStale = false;
        await work();
      }
    } catch (error) {
      // Whoever listens for events says so, and all is read again afterwards.
      if (!(error instanceof Refused)) throw error;
    } finally {
      isRunning = false;
    }
  };
}

/** Reads the state again. */
export const readState = single(async () => {
  const read = await emulator.state.show();
  batch(() => {
    state.value = read;
    stateReadAt.value = Date.now();
  });
});

const readTraffic = single(async () => {
  traffic.value = await emulator.traffic.lines();
});

const readTimeline = single(async () => {
  timeline.value = await emulator.timeline({ limit: mostEvents });
});

const readMails = single(async () => {
  try {
    mails.value = await emulator.mailbox.list({ limit: mostMails });
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "no-stand-in-portal") throw error;
    mails.value = [];
  }
});

function readAll() {
  void readState();
  void readTraffic();
  void readTimeline();
  void readMails();
}

/** What has come since the page was drawn last: a burst is drawn once. */
const arrived: (() => void)[] = [];
let isDrawing = false;

function draw(change: () => void) {
  arrived.push(change);
  if (isDrawing) return;
  isDrawing = true;
  // A page in the background is drawn by nobody, and must not pile up what comes.
  const later = document.hidden
    ? (work: () => void) => setTimeout(work, 250)
    : requestAnimationFrame;
  later(() => {
    isDrawing = false;
    batch(() => {
      for (const apply of arrived.splice(0)) apply();
      flushLines();
    });
  });
}

const newLines: ExchangeLine[] = [];

/** Lines come by the hundred: the list is made anew once for all of them. */
function flushLines() {
  if (newLines.length === 0) return;
  const last = traffic.peek().at(-1)?.id ?? 0;
  const fresh = newLines.splice(0).filter(({ id }) => id > last);
  traffic.value = [...traffic.peek(), ...fresh].slice(-mostExchanges);
}

const onEvents: Readonly<Record<string, (data: unknown) => void>> = {
  traffic: (data) => newLines.push(data as ExchangeLine),
  "traffic-cleared"() {
    newLines.length = 0;
    traffic.value = [];
  },
  timeline(data) {
    const event = data as TimelineEvent;
    const isKnown = timeline.peek().some(({ place }) => place === event.place);
    if (!isKnown) timeline.value = [...timeline.peek(), event].slice(-mostEvents);
  },
  state: () => void readState(),
  mail(data) {
    const mail = data as Mail;
    const others = mails.peek().filter(({ id }) => id !== mail.id);
    mails.value = [...others, mail].sort((one, other) => one.id - other.id).slice(-mostMails);
  },
  "mailbox-cleared"() {
    mails.value = [];
  },
  "started-over"() {
    life.value += 1;
    newLines.length = 0;
    readAll();
  },
  missed: readAll,
};

/** Reads everything, and goes on by what happens. Ends if a token is asked for. */
export function start(): Promise<void> {
  connection.value = "connecting";
  return follow({
    onEvent: (kind, data) => draw(() => onEvents[kind]?.(data)),
    onOpen() {
      connection.value = "live";
      // After a break it may be another emulator.
      readAll();
    },
    onLost() {
      connection.value = "lost";
    },
    onTokenWanted() {
      connection.value = "token";
    },
  });
}
