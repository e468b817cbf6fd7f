import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLNonNull,
  GraphQLString,
  specifiedDirectives,
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

/** Those of the specification, by name, and then the product's. */
export const directives: readonly GraphQLDirective[] = [
  ...specifiedDirectives
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((directive) => {
      const locations = directive.locations.filter((location) => october2021.has(location));
      return new GraphQLDirective({ ...directive.toConfig(), locations: locations.toSorted() });
    }),
  glIntroduced,
];
