/** How many events one answer holds at most. */
export const maxTimeline = 10_000;

/** How many of what there may be much are shown on the page of the state. */
export const maxInState = 1_000;
