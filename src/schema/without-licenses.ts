import { GraphQLObjectType, GraphQLSchema, isSpecifiedScalarType } from "graphql";
import { isOfLicenses } from "./access.ts";

/** What the free edition has for other fields than those of licenses. */
const ofEveryEdition: ReadonlySet<string> = new Set(["Date", "Time", "PageInfo"]);

/** A schema without the fields of the root that are about licenses, and without the types that they alone lead to. */
export function withoutLicenses(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  return new GraphQLSchema({
    ...config,
    query: config.query && rootWithoutLicenses(config.query),
    mutation: config.mutation && rootWithoutLicenses(config.mutation),
    types: config.types.filter(
      (type) => isSpecifiedScalarType(type) || ofEveryEdition.has(type.name),
    ),
  });
}

function rootWithoutLicenses(root: GraphQLObjectType): GraphQLObjectType {
  const config = root.toConfig();
  const fields = Object.entries(config.fields).filter(([, field]) => !isOfLicenses(field));
  return new GraphQLObjectType({ ...config, fields: Object.fromEntries(fields) });
}
