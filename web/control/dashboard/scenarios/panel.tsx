import { Panel } from "../pieces.tsx";

export const ScenariosPanel = () => (
  <Panel title="Scenarios">
    <p class="quiet">Not built yet.</p>
  </Panel>
);
