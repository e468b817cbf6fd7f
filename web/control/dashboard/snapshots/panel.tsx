import { Panel } from "../pieces.tsx";

export const SnapshotsPanel = () => (
  <Panel title="Snapshots">
    <p class="quiet">Not built yet.</p>
  </Panel>
);
