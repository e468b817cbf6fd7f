import { messagesOf } from "../activation/messages.ts";
import { uploadFailureMessage } from "../activation/page-messages.ts";
import type { RefusedLicense } from "../activation/refused-license.ts";
import type { RefusedFile } from "../activation/upload.ts";
import type { Log } from "../base/log.ts";
import { onDemand } from "../base/on-demand.ts";
import { storageProblem } from "../base/storage-problem.ts";
import { type Database, inNextCommit, inTransaction } from "../db/database.ts";
import { recordEvent } from "../db/events.ts";
import type { ChangedFault } from "../faults/armed-faults.ts";
import { readLicense } from "../license/read-license.ts";
import type { ReadingKeys } from "../license/reading-keys.ts";
import type { Clock } from "../time/clock.ts";
import type { FurtherStart, PortalEvent, Recorded } from "../timeline/recorded.ts";
import type { KnownSecrets } from "../traffic/known-secrets.ts";
import { portalWords } from "../traffic/portal-words.ts";
import { detailOf, transportOf } from "./activation.ts";

interface RecorderOptions {
  readonly readingKeys: ReadingKeys;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** What must not be written down. */
  readonly secrets: Pick<KnownSecrets, "clean">;
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
export function eventRecorder({ database, clock, log, readingKeys, secrets }: RecorderOptions) {
  let latestAtBoot: string | null = null;
  function record(event: Recorded) {
    try {
      inTransaction(database, (tx) => recordEvent(tx, clock.now(), event));
    } catch (error) {
      tellOf(error);
    }
  }
  /** In one commit with what the instance stores in this turn: an activation makes it and the portal write at once. */
  function recordInNextCommit(event: Recorded) {
    const at = clock.now();
    inNextCommit(database, (tx) => recordEvent(tx, at, event)).catch(tellOf);
  }
  function tellOf(error: unknown) {
    if (storageProblem(error) === undefined) throw error;
    log.error({ err: error }, "Not written down for the timeline");
  }
  return {
    events: onDemand(async () => {
      const { eventRecordsIn } = await import("../db/event-records.ts");
      return eventRecordsIn(database, (key) => readLicense(key, readingKeys));
    }),
    onFault({ action, fault, request, asked }: ChangedFault<AnyFault>) {
      const { id, endpoint, times } = fault;
      record({ kind: "fault", action, id, fault: nameOf(fault), endpoint, times, request, asked });
    },
    onRefused(refused: RefusedLicense) {
      const { by, error } = refused;
      const transport = "code" in refused ? transportOf(refused.error) : null;
      const refusal = {
        kind: "refusal",
        by,
        reason: error.kind,
        detail: sentencesOn(refused, secrets),
        transport: transport ?? undefined,
      } as const;
      // A portal that is down is asked again and again: that says nothing new, however long it took.
      const said = JSON.stringify(refusal, (name, value) => (name === "ms" ? undefined : value));
      const again = by === "environment" && said === latestAtBoot;
      if (by === "environment") latestAtBoot = said;
      if (!again) record(refusal);
    },
    /** What was said last is said again: it is written down no more. */
    forget() {
      latestAtBoot = null;
    },
    onStart: ({ hasRunOn }: Omit<FurtherStart, "kind">) => record({ kind: "start", hasRunOn }),
    onPortalEvent: ({ action, subject, detail, by }: Omit<PortalEvent, "kind">) =>
      (action === "code-used" ? recordInNextCommit : record)({
        kind: "portal",
        action,
        subject,
        detail,
        by,
      }),
  };
}

/** What tells two faults of one kind apart, as far as it is short. What they say may be anything. */
function nameOf(fault: AnyFault): string {
  const own = ["status", "ms", "when"].map((name) => Reflect.get(fault, name));
  return [fault.kind, ...own.filter((value) => value !== undefined)].join(" ");
}

/** All that can be said of it, and nothing that is a secret. */
function sentencesOn(refused: RefusedLicense, known: Pick<KnownSecrets, "clean">): string {
  if (!("code" in refused)) return portalWords(sentencesOfFile(refused).join(" "), { known });
  const { code, error } = refused;
  const detail = detailOf(error);
  const sentences = messagesOf(error).join(" ");
  return portalWords(detail === null ? sentences : `${sentences} (${detail})`, { code, known });
}

function sentencesOfFile({ error }: RefusedFile): readonly string[] {
  if (error.kind !== "license-blank" && error.kind !== "online-cloud-license") {
    return messagesOf(error);
  }
  const pieces = uploadFailureMessage(error);
  return [pieces.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("")];
}
