export const SeatsPanel = () => <p class="quiet">Not built yet.</p>;
