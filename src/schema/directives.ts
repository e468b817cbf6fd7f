import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLNonNull,
  GraphQLSchema,
  GraphQLString,
} from "graphql";

/** What the product's own documents carry on fields; it has no effect here. */
const glIntroduced = new GraphQLDirective({
  name: "gl_introduced",
  description:
    "How a name of this schema was introduced by the product. Accepted on queries and without effect, so that documents of\nthe product's own pages can be sent as they are.",
  locations: [DirectiveLocation.FIELD, DirectiveLocation.INLINE_FRAGMENT],
  args: {
    version: {
      type: new GraphQLNonNull(GraphQLString),
      description: "Version of the product that introduced the field, for example `19.0.0`.",
    },
  },
});

/** Locations of the October 2021 specification: clients refuse an introspection that lists later ones. */
const october2021: ReadonlySet<string> = new Set([
  "QUERY",
  "MUTATION",
  "SUBSCRIPTION",
  "FIELD",
  "FRAGMENT_DEFINITION",
  "FRAGMENT_SPREAD",
  "INLINE_FRAGMENT",
  "VARIABLE_DEFINITION",
  "SCHEMA",
  "SCALAR",
  "OBJECT",
  "FIELD_DEFINITION",
  "ARGUMENT_DEFINITION",
  "INTERFACE",
  "UNION",
  "ENUM",
  "ENUM_VALUE",
  "INPUT_OBJECT",
  "INPUT_FIELD_DEFINITION",
]);

export function withDirectives(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  const standard = config.directives.map((directive) => {
    const locations = directive.locations.filter((location) => october2021.has(location));
    return new GraphQLDirective({ ...directive.toConfig(), locations });
  });
  return new GraphQLSchema({ ...config, directives: [...standard, glIntroduced] });
}
