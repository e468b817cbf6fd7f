export const TimelinePanel = () => <p class="quiet">Not built yet.</p>;
