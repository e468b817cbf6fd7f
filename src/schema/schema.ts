import { GraphQLSchema, lexicographicSortSchema } from "graphql";
import type { Edition } from "../activation/edition.ts";
import { builder } from "./builder.ts";
import { directives } from "./directives.ts";
import { withoutLicenses } from "./without-licenses.ts";
import "./scalars.ts";
import "./current-license.ts";
import "./license-history-entry.ts";
import "./subscription-future-entry.ts";
import "./gitlab-subscription-activate.ts";
import "./metadata.ts";
import "./current-user.ts";
import "./query-complexity.ts";
import "./echo.ts";
import "./echo-create.ts";
import "./license-id.ts";
import "./license-destroy.ts";

/** The instance's GraphQL schema: one for all emulators of a process, their state travels in the context. */
export const schema = builder.toSchema({ sortSchema: false, directives: [...directives] });

let free: GraphQLSchema | null = null;

/** That of an edition: the free one has nothing that is about licenses. */
export function schemaOf(edition: Edition): GraphQLSchema {
  if (edition === "ee") return schema;
  free ??= withoutLicenses(schema);
  return free;
}

/** The same as it is shown to those who ask for the schema itself: its names in their order. */
export const sortedSchema = (edition: Edition = "ee"): GraphQLSchema =>
  new GraphQLSchema({ ...lexicographicSortSchema(schemaOf(edition)).toConfig(), directives });
