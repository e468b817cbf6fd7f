import { GraphQLSchema, lexicographicSortSchema } from "graphql";
import { builder } from "./builder.ts";
import { directives } from "./directives.ts";
import "./scalars.ts";
import "./current-license.ts";
import "./license-history-entry.ts";
import "./subscription-future-entry.ts";
import "./gitlab-subscription-activate.ts";
import "./metadata.ts";
import "./current-user.ts";
import "./query-complexity.ts";
import "./echo.ts";
import "./license-id.ts";
import "./license-destroy.ts";

/** The instance's GraphQL schema: one for all emulators of a process, their state travels in the context. */
export const schema = builder.toSchema({ sortSchema: false, directives: [...directives] });

/** The same as it is shown to those who ask for the schema itself: its names in their order. */
export const sortedSchema = (): GraphQLSchema =>
  new GraphQLSchema({ ...lexicographicSortSchema(schema).toConfig(), directives });
