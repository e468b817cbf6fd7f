import { GraphQLError } from "graphql";

/**
 * A count as GraphQL can tell it. A license may have more seats than an `Int` of GraphQL has: whoever asks is told so, since
 * null would say that there is no limit.
 */
export function tellableCount(count: number | null): number | null {
  if (count === null || Math.abs(count) < 2 ** 31) return count;
  throw new GraphQLError(`${count} is more than an Int of GraphQL can say`);
}
