/** What of a state is of a bounded size, and goes out with every change of it. The lists are asked for. */
export const stateSummaryFields = [
  "edition",
  "clock",
  "scenario",
  "currentLicense",
  "notices",
  "blockChanges",
  "users",
  "lastSync",
  "totals",
] as const;
