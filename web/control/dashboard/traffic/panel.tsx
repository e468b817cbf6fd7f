export const TrafficPanel = () => <p class="quiet">Not built yet.</p>;
