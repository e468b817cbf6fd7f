import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import type { Ready } from "../../../src/app/emulator.ts";
import { readyOf, type Serving, serving, started } from "../command-line.ts";
import { controlClient } from "../control-client.ts";
import type { Draws } from "./draws.ts";
import { type Facts, factsOf } from "./facts.ts";
import { isGone } from "./is-gone.ts";
import { type Ledger, newLedger } from "./ledger.ts";
import { askOnAndOn, type Tally } from "./load.ts";
import { settle } from "./settle.ts";
import { isReset, type Reset } from "./settle-reset.ts";

export interface Killing {
  /** What the moments and the requests are drawn by. */
  readonly draws: Draws;
  readonly kills: number;
  /** Where the emulator keeps everything. */
  readonly data: string;
  /** Where Node keeps compiled code: a start takes little more than half the time then. */
  readonly compiled: string;
}

/** What was seen of an emulator that was killed again and again. */
export interface Killed extends Tally {
  /** Milliseconds from the start of a process to its ready line. */
  readonly starts: readonly number[];
  readonly resets: number;
}

/** Kills an emulator at random moments, and holds what it still knows against what it had acknowledged. */
export async function killAgainAndAgain(options: Killing): Promise<Killed> {
  const victim = new Victim(options);
  await victim.begin();
  for (let kill = 0; kill < options.kills; kill += 1) {
    if (options.draws.below(10) === 0) await victim.killWhileItStarts();
    else await victim.killAtWork();
  }
  await victim.settleOnce();
  return victim;
}

class Victim implements Killed {
  readonly starts: number[] = [];
  answered = 0;
  unanswered = 0;
  resets = 0;
  #ledger: Ledger = newLedger(0);
  #reset: Reset | null = null;
  #first: Ready | null = null;
  readonly #options: Killing;

  constructor(options: Killing) {
    this.#options = options;
  }

  /** The first start, with an orderly end: only that keeps the compiled code. */
  async begin() {
    await using process = await this.#start();
    this.#first = readyOf(process);
    this.#ledger = newLedger(Date.parse((await factsOf(this.#first)).now));
    this.starts.length = 0;
  }

  async killWhileItStarts() {
    const { child, ended } = started(["serve", ...this.#args()], this.#surroundings());
    const usual = this.starts.at(-1) ?? 500;
    await wait(this.#options.draws.below(Math.ceil(usual)));
    child.kill("SIGKILL");
    await ended;
  }

  async killAtWork() {
    await using process = await this.#start();
    const ready = readyOf(process);
    const before = await this.#settle(ready);
    const { draws } = this.#options;
    const resets = draws.below(6) === 0 || this.#ledger.sales.size > 60;
    if (resets) await this.#killWhileResetting(process, before);
    else await this.#killUnderLoad(process);
  }

  async settleOnce() {
    await using process = await this.#start();
    await this.#settle(readyOf(process));
  }

  async #killUnderLoad(process: Serving) {
    const { draws } = this.#options;
    let killed = false;
    const enough = this.answered + draws.below(12);
    const answered = Promise.withResolvers<void>();
    const onAnswer = () => {
      if (this.answered >= enough) answered.resolve();
    };
    onAnswer();
    const asker = { ready: readyOf(process), ledger: this.#ledger, draws, tally: this, onAnswer };
    const asking = Promise.all(Array.from({ length: 4 }, () => askOnAndOn(asker, () => killed)));
    const worked = async () => {
      await answered.promise;
      await wait(draws.below(10));
    };
    await Promise.race([worked(), asking]);
    killed = true;
    kill(process);
    await asking;
  }

  async #killWhileResetting(process: Serving, before: Facts) {
    const askedAt = Date.now();
    const asked = controlClient(readyOf(process).control.url)
      .post("/reset", {})
      .then(({ status }) => status === 204)
      .catch((error: unknown) => {
        if (isGone(error)) return false;
        throw error;
      });
    await wait(this.#options.draws.below(80));
    kill(process);
    this.#reset = { before, acknowledged: await asked, askedAt };
  }

  async #settle(ready: Ready): Promise<Facts> {
    const { tokens, root } = ready;
    expect({ ...this.#first, tokens, root }).toEqual(this.#first);
    const facts = await factsOf(ready);
    if (this.#reset && this.#first && isReset(this.#reset, facts, this.#first)) {
      this.resets += 1;
      this.#ledger = newLedger(Date.parse(facts.now), this.#ledger.orders);
    }
    this.#reset = null;
    settle(this.#ledger, facts);
    return facts;
  }

  async #start(): Promise<Serving> {
    const from = performance.now();
    const process = await serving(this.#args(), this.#surroundings());
    this.starts.push(performance.now() - from);
    return process;
  }

  #args = () => ["--json", "--log-level", "silent", "--frozen", "--data", this.#options.data];
  #surroundings = () => ({
    variables: { NODE_COMPILE_CACHE: this.#options.compiled },
  });
}

const kill = ({ pid }: Serving) => process.kill(pid, "SIGKILL");
