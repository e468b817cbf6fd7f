/** How much is measured. What is compared takes turns. */
export interface Effort {
  readonly rounds: number;
  /** Of many connections; one alone gets a share of them. */
  readonly requestsPerRound: number;
  readonly activationsPerRound: number;
  readonly singleActivations: number;
  readonly starts: number;
  readonly decades: number;
}

export const fullEffort: Effort = {
  rounds: 5,
  requestsPerRound: 10_000,
  activationsPerRound: 480,
  singleActivations: 300,
  starts: 9,
  decades: 5,
};

/** Enough to see that everything runs, too little to compare figures with. */
export const quickEffort: Effort = {
  rounds: 2,
  requestsPerRound: 2_000,
  activationsPerRound: 64,
  singleActivations: 30,
  starts: 2,
  decades: 1,
};
