import { Panel } from "../pieces.tsx";

export const JobsPanel = () => (
  <Panel title="Jobs">
    <p class="quiet">Not built yet.</p>
  </Panel>
);
