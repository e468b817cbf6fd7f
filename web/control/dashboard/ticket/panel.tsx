import { Panel } from "../pieces.tsx";

export const TicketPanel = () => (
  <Panel title="Ticket">
    <p class="quiet">Not built yet.</p>
  </Panel>
);
