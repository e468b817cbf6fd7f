import { ok, type Result } from "../base/result.ts";
import { storageProblem } from "../base/storage-problem.ts";
import type { AnswerOf, InputOf } from "../contract/operations.ts";
import type { Shelf } from "../snapshots/shelf.ts";
import { snapshotEnding } from "../snapshots/snapshot.ts";
import { utcCalendar } from "../time/calendar.ts";
import type { Controlled, Download } from "./controlled.ts";
import { type Doings, type Refused, refusal } from "./doing.ts";

type SnapshotDoings = Pick<Doings, Extract<keyof Doings, `snapshots.${string}`>>;
type Kept = AnswerOf<"snapshots.save">;

/** What is done with states that are saved. */
export function snapshotDoings({ snapshots }: Controlled): SnapshotDoings {
  const { shelf } = snapshots;
  return {
    "snapshots.list": () => ok(shelf.list().map(shown)),
    "snapshots.save": (wanted) => save(snapshots, wanted),
    "snapshots.restore": ({ name }) => restore(snapshots, name),
    "snapshots.export": ({ name, secrets }) => exported(snapshots, name, secrets !== "false"),
    "snapshots.import": ({ name, file }) => imported(snapshots, name, file),
    "snapshots.remove": ({ name }) => (shelf.remove(name) ? ok(null) : noSnapshot(name)),
  };
}

const shown = ({ savedAt, ...kept }: ReturnType<Shelf["list"]>[number]): Kept => ({
  ...kept,
  savedAt: utcCalendar.toIso(savedAt),
});

const noSnapshot = (name: string) =>
  refusal(404, "snapshot-not-found", `There is no snapshot "${name}".`);

function save(
  snapshots: Controlled["snapshots"],
  { name, replace, withoutSecrets }: InputOf<"snapshots.save">,
): Result<Kept, Refused<409>> {
  const isTaken = snapshots.shelf.list().some((kept) => kept.name === name);
  if (isTaken && !replace) {
    return refusal(409, "snapshot-exists", `There is a snapshot "${name}" already.`);
  }
  const saved = snapshots.save();
  return keep(
    snapshots,
    name,
    snapshots.toFile(withoutSecrets ? snapshots.withoutSecrets(saved) : saved),
  );
}

/** Keeps a file on the shelf. */
function keep(
  { shelf }: Pick<Controlled["snapshots"], "shelf">,
  name: string,
  file: Buffer,
): Result<Kept, Refused<409>> {
  try {
    const kept = shelf.keep(name, file);
    if (kept.ok) return ok(shown(kept.value));
    return refusal(409, "too-many-snapshots", "There are as many as are kept. Remove one.");
  } catch (error) {
    const problem = storageProblem(error);
    if (problem === undefined) throw error;
    return refusal(409, "not-stored", problem);
  }
}

async function exported(
  { shelf, fromFile, toFile, withoutSecrets }: Controlled["snapshots"],
  name: string,
  withSecrets: boolean,
): Promise<Result<Download, Refused<404 | 409>>> {
  const kept = shelf.read(name);
  if (kept === null) return noSnapshot(name);
  if (withSecrets) return ok(download(name, kept));
  const snapshot = await fromFile(kept);
  if (!snapshot.ok) return refusal(409, "snapshot-refused", snapshot.error);
  return ok(download(name, toFile(withoutSecrets(snapshot.value))));
}

const download = (name: string, body: Buffer): Download => ({
  headers: {
    "content-type": "application/zip",
    "content-disposition": `attachment; filename="${name}${snapshotEnding}"`,
    "cache-control": "no-store",
  },
  body,
});

async function imported(
  snapshots: Controlled["snapshots"],
  name: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<Result<Kept, Refused<409>>> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  const file = Buffer.concat(chunks);
  const snapshot = await snapshots.fromFile(file);
  if (!snapshot.ok) return refusal(409, "snapshot-refused", snapshot.error);
  return keep(snapshots, name, file);
}

async function restore(
  { shelf, fromFile, restore }: Controlled["snapshots"],
  name: string,
): Promise<Result<null, Refused<404 | 409>>> {
  const file = shelf.read(name);
  if (file === null) return noSnapshot(name);
  const snapshot = await fromFile(file);
  const done = snapshot.ok ? await restore(snapshot.value) : snapshot;
  return done.ok ? ok(null) : refusal(409, "snapshot-refused", done.error);
}
