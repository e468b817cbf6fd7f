/** Why a file cannot be read as a HAR, in a sentence for people. It repeats nothing of the file. */
export class HarProblem extends Error {}
