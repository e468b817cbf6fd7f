import { GraphQLError } from "graphql";

/** A text that is no id of the type asked for, in the product's words. Source: instance behaviour, global ids. */
export class CoercionError extends GraphQLError {}
