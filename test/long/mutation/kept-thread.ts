import { type PoolWorker, ThreadsPoolWorker, type WorkerRequest } from "vitest/node";

type PoolOptions = ConstructorParameters<typeof ThreadsPoolWorker>[0];
type Listener = (...given: unknown[]) => void;

/** Every run adds listeners to the thread that it was given. */
const mostRuns = 40;

/** A thread that tests are run in, one run after the other: starting one takes longer than most runs. */
let kept: Kept | undefined;

interface Kept {
  readonly thread: ThreadsPoolWorker;
  runs: number;
  /** Whether a run has begun that has not ended: nobody else can have the thread then. */
  isBusy: boolean;
}

/** Ends the thread, with everything that was loaded into it. */
export async function forgetThread(): Promise<void> {
  const thread = kept?.thread;
  kept = undefined;
  await thread?.stop();
}

/** What Vitest takes for a thread of its own each time, of which the end is put off. */
export class KeptThread implements PoolWorker {
  readonly name = "kept-thread";
  readonly #options: PoolOptions;
  readonly #listeners: { readonly event: string; readonly listener: Listener }[] = [];
  #kept: Kept | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async start() {
    kept ??= await begun(this.#options);
    kept.runs += 1;
    this.#kept = kept;
  }

  on(event: string, listener: Listener) {
    this.#listeners.push({ event, listener });
    this.#kept?.thread.on(event, listener);
  }

  off(event: string, listener: Listener) {
    this.#kept?.thread.off(event, listener);
  }

  send(message: WorkerRequest) {
    if (message.type === "stop") return queueMicrotask(() => this.#tellStopped());
    if (message.type === "run" && this.#kept) this.#kept.isBusy = true;
    this.#kept?.thread.send(message);
  }

  #tellStopped() {
    for (const { event, listener } of this.#listeners) {
      if (event === "message") listener({ type: "stopped", __vitest_worker_response__: true });
    }
  }

  deserialize(message: unknown) {
    return message;
  }

  async stop() {
    for (const { event, listener } of this.#listeners) this.#kept?.thread.off(event, listener);
    if (this.#kept?.isBusy || (this.#kept?.runs ?? 0) >= mostRuns) await forgetThread();
  }
}

async function begun(options: PoolOptions): Promise<Kept> {
  const begun: Kept = { thread: new ThreadsPoolWorker(options), runs: 0, isBusy: false };
  await begun.thread.start();
  begun.thread.on("message", ({ type }: { readonly type?: string }) => {
    if (type === "testfileFinished") begun.isBusy = false;
  });
  return begun;
}
