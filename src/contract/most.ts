/** How many events one answer holds at most. */
export const maxTimeline = 10_000;

/** How many of what there may be much are shown on the page of the state. */
export const maxInState = 1_000;

/** How many counts the chart of the seats is drawn from. */
export const mostSeatCounts = 800;

/** How many licenses it shows. */
export const mostSeatTerms = 100;
