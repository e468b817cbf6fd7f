import { type Replay, startReplay } from "../app/replay.ts";
import { StartError } from "../app/start-error.ts";
import { startLog } from "../base/log.ts";
import { EmulatorError } from "./emulator-error.ts";

export interface ReplayOptions {
  /** Directory with a recording of `serve --record`, or of an emulator with the option `record`. */
  readonly directory: string;
  /** A free one unless said, as with 0. */
  readonly port?: number | undefined;
  /** Lets each answer take as long as it took when it was recorded. */
  readonly asSlowAsRecorded?: boolean | undefined;
}

/** A portal that answers as another one was recorded. Dispose of it to stop it. */
export interface ReplayPortal extends AsyncDisposable {
  /** For `portalUrl` of the emulators that are to ask it. */
  readonly url: string;
  /** How many exchanges were recorded. */
  readonly exchanges: number;
  /** When the first was recorded, on the clock of the instance that asked: ISO 8601. Null if there is none. */
  readonly from: string | null;
  /** The same of the last. */
  readonly until: string | null;
}

/**
 * Starts a portal on this machine that answers as another one was recorded. Throws an `EmulatorError` that says what is wrong
 * with the recording.
 */
export async function replayPortal({
  directory,
  port = 0,
  asSlowAsRecorded = false,
}: ReplayOptions): Promise<ReplayPortal> {
  const log = await startLog({ level: "silent", json: true });
  const replay = await started({ directory, port, asSlowAsRecorded }, log);
  const { portal, exchanges, from, until } = replay;
  const { url } = portal;
  return {
    url,
    exchanges,
    from,
    until,
    [Symbol.asyncDispose]: () => replay[Symbol.asyncDispose](),
  };
}

async function started(...given: Parameters<typeof startReplay>): Promise<Replay> {
  try {
    return await startReplay(...given);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw new EmulatorError("not-started", error.message, { cause: error });
  }
}
