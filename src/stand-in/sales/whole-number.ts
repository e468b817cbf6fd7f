/** The highest number of seats or users that the product keeps. */
export const maxCount = 2 ** 31 - 1;

export const isWhole = (value: unknown, least: number, most: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
