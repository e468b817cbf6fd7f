import { ok, type Result } from "../base/result.ts";
import { bundleEnding, bundleFile, bundleIn, runningOn } from "../bundle/bundle.ts";
import { differencesBetween } from "../bundle/differences.ts";
import { maxTimeline } from "../contract/most.ts";
import type { AnswerOf, InputOf } from "../contract/operations.ts";
import { attachment } from "../listener/attachment.ts";
import type { EntryIndex } from "../timeline/entry-index.ts";
import type { Controlled, Download } from "./controlled.ts";
import { type Doings, type Refused, refusal } from "./doing.ts";
import { timelineShown } from "./timeline.ts";
import { trafficAsHar } from "./traffic.ts";

interface BundleParts {
  readonly controlled: Controlled;
  readonly index: () => Promise<EntryIndex>;
}

/** What is done with bundles for support. */
export const bundleDoings = (
  parts: BundleParts,
): Pick<Doings, Extract<keyof Doings, `bundle.${string}`>> => ({
  "bundle.save": async () => ok(await saved(parts)),
  "bundle.load": (given) => load(parts.controlled, given),
});

/** The state comes first, in one turn; what is said of it is looked up after that. */
async function saved({ controlled, index }: BundleParts): Promise<Download> {
  const { snapshots, clock, shown } = controlled;
  const snapshot = snapshots.withoutSecrets(snapshots.save());
  const savedAt = clock.calendar.toIso(clock.now());
  const traffic = await trafficAsHar(controlled, { redactPeople: false });
  const timeline = timelineShown({ clock, index: await index() }, { limit: maxTimeline });
  // It may wait for what does not answer.
  const doctor = await controlled.examine();
  const file = bundleFile({
    about: { understudy: controlled.version, ...runningOn(), savedAt },
    configuration: controlled.configuration,
    snapshot: snapshots.toFile(snapshot),
    traffic: shown(JSON.stringify(traffic, null, 2)),
    timeline: JSON.parse(shown(JSON.stringify(timeline.ok ? timeline.value : []))),
    doctor: JSON.parse(shown(JSON.stringify(doctor))),
  });
  return attachment(`${savedAt.slice(0, 10)}${bundleEnding}`, file, "application/zip");
}

async function load(
  { snapshots, configuration }: Controlled,
  { bundle }: InputOf<"bundle.load">,
): Promise<Result<AnswerOf<"bundle.load">, Refused<409>>> {
  const file = bundleIn(await whole(bundle));
  if (!file.ok) return refusal(409, "bundle-refused", file.error);
  const { about, configuration: there, snapshot } = file.value;
  const state = await snapshots.fromFile(snapshot);
  const restored = state.ok ? await snapshots.restore(state.value) : state;
  if (!restored.ok) return refusal(409, "bundle-refused", restored.error);
  return ok({ ...about, differences: differencesBetween(there, configuration) });
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}
