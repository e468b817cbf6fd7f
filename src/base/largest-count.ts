/** GraphQL carries no larger whole number. */
export const largestCount = 2 ** 31 - 1;
