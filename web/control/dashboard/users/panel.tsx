import { Panel } from "../pieces.tsx";

export const UsersPanel = () => (
  <Panel title="Users">
    <p class="quiet">Not built yet.</p>
  </Panel>
);
