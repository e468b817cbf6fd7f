import { batch, signal } from "@preact/signals";
import type { ExchangeLine, Mail, State, TimelineEvent } from "../../../src/package/verbs.ts";
import { emulator, Refused } from "./emulator.ts";
import { follow } from "./events.ts";
import { liveList } from "./live-list.ts";
import { exchangeLog } from "./traffic/log.ts";

/** How the page stands with the emulator: `token` if it is asked for one. */
export type Connection = "connecting" | "live" | "lost" | "token";

/** What is kept here of each list. */
export const mostExchangesShown = 10_000;
const mostEvents = 2_000;
const mostMails = 200;

export const connection = signal<Connection>("connecting");
/** As `GET /state` says; null until it has been asked. */
export const state = signal<State | null>(null);
/** When that was, in the browser's time. */
const stateReadAt = signal(0);
/** Since when the emulator does not answer, in the browser's time; null while it does. */
let lostAt: number | null = null;
const exchanges = exchangeLog(mostExchangesShown);
export const traffic = signal(exchanges.now());
const events = liveList<TimelineEvent>(mostEvents, ({ place }) => place);
/** Newest last. */
export const timeline = signal(events.now());
const letters = liveList<Mail>(mostMails, ({ id }) => id);
/** Newest last; none if the portal is somebody else's. */
export const mails = signal(letters.now());
/** Whether each list has been asked for once: until then an empty one says nothing. */
export const hasRead = signal(false);
/** Grows whenever all has begun anew: a reset, a restored snapshot, a scenario. */
export const life = signal(0);

/**
 * Milliseconds since 1970 on the emulator's clock, as they are at this moment. Whoever shows them is drawn together with all
 * else that the state tells.
 */
export function emulatorNow(): number | null {
  const clock = state.value?.clock;
  if (!clock) return null;
  const at = lostAt ?? Date.now();
  return Date.parse(clock.now) + (clock.running ? Math.max(0, at - stateReadAt.peek()) : 0);
}

/** Asks once more if more has happened meanwhile. Settles when what has happened before the call was asked for. */
function single(work: () => Promise<void>) {
  let running: Promise<void> | null = null;
  let isStale = false;
  async function askUntilFresh() {
    try {
      while (isStale) {
        isStale = false;
        await work();
      }
    } catch (error) {
      // Whoever listens for events says so, and all is read again afterwards.
      if (!(error instanceof Refused)) throw error;
    } finally {
      running = null;
    }
  }
  return () => {
    isStale = true;
    running ??= askUntilFresh();
    return running;
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
  await exchanges.read(() => emulator.traffic.lines());
  showTraffic();
});

const readTimeline = single(async () => {
  await events.read(() => emulator.timeline({ limit: mostEvents }));
  showTimeline();
});

const readMails = single(async () => {
  try {
    await letters.read(() => emulator.mailbox.list({ limit: mostMails }));
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "no-stand-in-portal") throw error;
    letters.clear();
  }
  showMails();
});

async function readAll() {
  await Promise.all([readState(), readTraffic(), readTimeline(), readMails()]);
  hasRead.value = true;
}

/** What is to be shown anew. */
const stale = new Set<() => void>();
let isDrawing = false;
let drawnAt = 0;
/** Milliseconds between two drawings of what comes: nobody reads faster, and a thousand events a second leave time for more. */
const betweenDrawings = 100;

/** What comes is taken in at once, and drawn with whatever else comes by then. */
function drawSoon(show: () => void) {
  stale.add(show);
  if (isDrawing) return;
  isDrawing = true;
  const wait = drawnAt + betweenDrawings - performance.now();
  if (document.hidden) setTimeout(draw, 250);
  else if (wait <= 0) requestAnimationFrame(draw);
  else setTimeout(() => requestAnimationFrame(draw), wait);
}

function draw() {
  isDrawing = false;
  drawnAt = performance.now();
  batch(() => {
    for (const show of stale) show();
    stale.clear();
  });
}

function showTraffic() {
  traffic.value = exchanges.now();
}

function showTimeline() {
  timeline.value = events.now();
}

function showMails() {
  mails.value = letters.now().toSorted((one, other) => one.id - other.id);
}

const onEvents: Readonly<Record<string, (data: unknown) => void>> = {
  traffic(data) {
    exchanges.add(data as ExchangeLine);
    drawSoon(showTraffic);
  },
  "traffic-cleared"() {
    exchanges.clear();
    drawSoon(showTraffic);
  },
  timeline(data) {
    events.add(data as TimelineEvent);
    drawSoon(showTimeline);
  },
  state: () => void readState(),
  mail(data) {
    letters.add(data as Mail);
    drawSoon(showMails);
  },
  "mailbox-cleared"() {
    letters.clear();
    drawSoon(showMails);
  },
  "started-over"() {
    life.value += 1;
    events.clear();
    void readAll();
  },
  missed: () => void readAll(),
};

/** Reads everything, and goes on by what happens. Ends if a token is asked for. */
export function start(): Promise<void> {
  connection.value = "connecting";
  return follow({
    onEvent: (kind, data) => onEvents[kind]?.(data),
    onOpen() {
      lostAt = null;
      connection.value = "live";
      // After a break it may be another emulator.
      void readAll();
    },
    onLost() {
      lostAt ??= Date.now();
      connection.value = "lost";
    },
    onTokenWanted() {
      connection.value = "token";
    },
  });
}
