/** How long is measured. Rounds of the servers that are compared take turns. */
export interface Effort {
  readonly rounds: number;
  readonly secondsPerRound: number;
  readonly activationsPerRound: number;
  readonly starts: number;
}

export const fullEffort: Effort = {
  rounds: 5,
  secondsPerRound: 3,
  activationsPerRound: 480,
  starts: 9,
};

/** Enough to see that everything runs, too little to compare figures with. */
export const quickEffort: Effort = {
  rounds: 2,
  secondsPerRound: 0.5,
  activationsPerRound: 64,
  starts: 2,
};
