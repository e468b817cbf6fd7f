import { Panel } from "../pieces.tsx";

export const FaultsPanel = () => (
  <Panel title="Faults">
    <p class="quiet">Not built yet.</p>
  </Panel>
);
