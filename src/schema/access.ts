import { GraphQLError } from "graphql";
import type { Context } from "./context.ts";

/** What the caller may do, by the names that fields ask for. */
export const accessScopes = ({ viewer }: Context) => ({
  readsLicenses: viewer?.readsLicenses ?? false,
  changesLicenses: viewer?.changesLicenses ?? false,
});

/**
 * The one answer to whoever lacks a permission, and to whoever asks for what does not exist.
 * Source: instance behaviour, authorisation.
 */
export const notAvailable = () =>
  new GraphQLError(
    "The resource that you are attempting to access does not exist or you don't have permission to perform this action",
  );
