import { Panel } from "../pieces.tsx";

export const SubscriptionsPanel = () => (
  <Panel title="Subscriptions">
    <p class="quiet">Not built yet.</p>
  </Panel>
);
