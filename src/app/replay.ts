import type { Log } from "../base/log.ts";
import { systemRandom } from "../base/random.ts";
import { requestIds, requestLog } from "../listener/request-log.ts";
import { NoRecording, RecordingProblem } from "../recording/format.ts";
import { readRecording } from "../recording/read-recording.ts";
import { startReplayPortal } from "../recording/replay-portal.ts";
import { StartError, withFlag } from "./start-error.ts";

export interface Replay extends AsyncDisposable {
  readonly portal: { readonly url: string };
  /** How many were recorded. */
  readonly exchanges: number;
  /** When the first and the last were recorded, on the clock of that instance: ISO 8601. Null if none was. */
  readonly from: string | null;
  readonly until: string | null;
}

interface Replayed {
  /** With a recording. */
  readonly directory: string;
  readonly port: number;
  /** Whether each answer takes as long as it took then. */
  readonly asSlowAsRecorded: boolean;
}

/** Starts a portal on this machine's own address that answers as another one has. Throws a `StartError` that says what to do. */
export async function startReplay(
  { directory, port, asSlowAsRecorded }: Replayed,
  log: Log,
): Promise<Replay> {
  const recording = readable(directory);
  const { onError, onAnswered } = requestLog(log, "replay");
  const listener = await withFlag(
    "--port",
    startReplayPortal({
      recording,
      listenTo: {
        host: "127.0.0.1",
        port,
        hostnames: [],
        nextRequestId: requestIds(systemRandom, "replay"),
        onAnswered,
        onError,
      },
      asSlowAsRecorded,
      log,
    }),
  );
  const { exchanges } = recording;
  return {
    portal: { url: listener.url },
    exchanges: exchanges.length,
    from: exchanges.at(0)?.exchange.at ?? null,
    until: exchanges.at(-1)?.exchange.at ?? null,
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  };
}

function readable(directory: string) {
  try {
    return readRecording(directory);
  } catch (error) {
    if (!(error instanceof RecordingProblem)) throw error;
    throw new StartError(error.message, error instanceof NoRecording);
  }
}
