import type { State } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { SyncIcon } from "../../../design/icons.tsx";
import { ago } from "../days.ts";
import { emulator } from "../emulator.ts";
import { troubleOfLastReport } from "../last-report.ts";
import { ActionButton, Problem, useAction } from "../pieces.tsx";
import { instantShown } from "../shown.ts";
import { connection, traffic } from "../store.ts";
import { useEmulatorNow } from "./now.ts";

/** When the instance has heard from the portal last, and a button that lets it report now. */
export function SyncTile({ state }: { readonly state: State }) {
  const { lastSync, currentLicense } = state;
  const sync = useAction(() => emulator.jobs.run("seat-link"));
  const isFailed = lastSync.state === "failed";
  return (
    <div class={`strip-tile ${isFailed ? "strip-tile-danger" : ""}`}>
      <h2>Last sync</h2>
      <p class="strip-value">
        {isFailed ? (
          "Failed"
        ) : lastSync.syncedAt === null ? (
          "Never"
        ) : (
          <Ago at={lastSync.syncedAt} />
        )}
      </p>
      <p class={`quiet ${isFailed ? "" : "strip-about"}`}>
        {isFailed && lastSync.error !== null ? (
          <Foreign text={lastSync.error} />
        ) : lastSync.syncedAt === null ? (
          "A cloud license reports every day."
        ) : (
          instantShown(lastSync.syncedAt)
        )}
      </p>
      {isFailed ? <Trouble /> : null}
      {currentLicense?.type === "online_cloud" ? (
        <ActionButton action={sync} label="Sync now" disabled={connection.value === "lost"}>
          <SyncIcon />
          <span class="strip-verb">Sync now</span>
        </ActionButton>
      ) : null}
      <Problem text={sync.error} />
    </div>
  );
}

/** What is behind the product's words, as far as the traffic knows. */
function Trouble() {
  const trouble = troubleOfLastReport(traffic.value.lines);
  return (
    <p class="strip-trouble">
      {trouble === null ? null : (
        <>
          <Foreign text={trouble} />{" "}
        </>
      )}
      <a href="#traffic">What went over the wire</a>
    </p>
  );
}

/** How long an instant is past on the emulator's clock, which others may have set back meanwhile. */
function Ago({ at }: { readonly at: string }) {
  const now = useEmulatorNow() ?? Date.parse(at);
  return <>{ago(Math.max(0, (now - Date.parse(at)) / 1_000))}</>;
}
