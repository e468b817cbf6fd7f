import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLNonNull,
  GraphQLString,
  specifiedDirectives,
} from "graphql";

/** What the product's own documents carry on fields that came late, or are still to come. */
export const glIntroduced = new GraphQLDirective({
  name: "gl_introduced",
  description:
    "Version that has introduced what is asked for. A field that the schema lacks, and that comes with the instance's milestone\nor a later one, is answered with null; one of an earlier milestone is an error.",
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
