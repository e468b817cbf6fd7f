import { state } from "../store.ts";
import { ClockTile } from "./clock-tile.tsx";
import { LicenseTile } from "./license-tile.tsx";
import { ScenarioLine } from "./scenario-line.tsx";
import { SeatsTile } from "./seats-tile.tsx";
import { SyncTile } from "./sync-tile.tsx";

/** How the instance stands, on top of everything. */
export const Strip = () =>
  state.value === null ? null : (
    <section class="strip" aria-label="How the instance stands">
      <ScenarioLine scenario={state.value.scenario} />
      <LicenseTile state={state.value} />
      <SeatsTile state={state.value} />
      <SyncTile state={state.value} />
      <ClockTile state={state.value} />
    </section>
  );
