import { messagesOf } from "./activation/messages.ts";
import { uploadFailureMessage } from "./activation/page-messages.ts";
import type { RefusedLicense } from "./activation/refused-license.ts";
import type { Clock } from "./clock.ts";
import type { Database } from "./db/database.ts";
import { eventRecordsIn, recordEvent } from "./db/events.ts";
import type { ChangedFault } from "./faults/armed-faults.ts";
import { readLicense } from "./license/read-license.ts";
import type { ReadingKeys } from "./license/reading-keys.ts";
import type { Log } from "./log.ts";
import { storageProblem } from "./storage-problem.ts";
import type { PortalDeed, Recorded } from "./timeline/recorded.ts";
import { portalWords } from "./traffic/portal-words.ts";

interface Witness {
  readonly readingKeys: ReadingKeys;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}

interface AnyFault {
  readonly kind: string;
  readonly endpoint: string;
  readonly times: number | "standing";
}

/**
 * What was written down of an emulator, and what writes down the things that happen outside of its instance: faults, which
 * are kept nowhere, and what is done at the portal, which has a database of its own. Both have happened by then: a disk
 * without room for the note does not undo them.
 */
export function eventRecorder({ database, clock, log, readingKeys }: Witness) {
  function record(event: Recorded) {
    try {
      recordEvent(database, clock.now(), event);
    } catch (error) {
      if (storageProblem(error) === undefined) throw error;
      log.error({ err: error }, "Not written down for the timeline");
    }
  }
  return {
    events: eventRecordsIn(database, (key) => readLicense(key, readingKeys)),
    onFault({ action, fault, request }: ChangedFault<AnyFault>) {
      const { id, endpoint, times } = fault;
      record({ kind: "fault", action, id, fault: nameOf(fault), endpoint, times, request });
    },
    onRefused: ({ by, error }: RefusedLicense) =>
      record({ kind: "refusal", by, reason: error.kind, detail: detailOf(error) }),
    onRestart: () => record({ kind: "start" }),
    onDeed: (deed: Omit<PortalDeed, "kind">) => record({ kind: "portal", ...deed }),
  };
}

/** What tells two faults of one kind apart, as far as it is short. What they say may be anything. */
function nameOf(fault: AnyFault): string {
  const own = ["status", "ms", "when"].map((name) => Reflect.get(fault, name));
  return [fault.kind, ...own.filter((value) => value !== undefined)].join(" ");
}

/** What the administrator was told, with how a connection failed, which no sentence of the product's says. */
function detailOf(error: RefusedLicense["error"]): string {
  const told = sentencesOf(error).join(" ");
  return portalWords(error.kind === "portal-unreachable" ? `${told} (${error.detail})` : told);
}

function sentencesOf(error: RefusedLicense["error"]): readonly string[] {
  if (error.kind !== "license-blank" && error.kind !== "online-cloud-license") {
    return messagesOf(error);
  }
  const pieces = uploadFailureMessage(error);
  return [pieces.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("")];
}
