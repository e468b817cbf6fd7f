import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from "@pothos/core";
import { GraphQLError, type GraphQLFieldResolver } from "graphql";
import type { Viewer } from "../activation/viewer.ts";
import type { Context } from "./context.ts";

/** Who may ask for a field of the root. Each says so, or does not compile; what is within is open to whoever gets in. */
type Access = (viewer: Viewer | null) => boolean;

export const forEverybody: Access = () => true;
export const forReaders: Access = (viewer) => viewer?.readsLicenses ?? false;
export const forChangers: Access = (viewer) => viewer?.changesLicenses ?? false;

/**
 * The one answer to whoever lacks a permission, and to whoever asks for what does not exist.
 * Source: instance behaviour, authorisation.
 */
export const notAvailable = () =>
  new GraphQLError(
    "The resource that you are attempting to access does not exist or you don't have permission to perform this action",
  );

/** Refuses a field of the root to whom it is not for. */
class AccessPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types["Context"], object>,
    { pothosOptions }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types["Context"], object> {
    if (!("access" in pothosOptions)) return resolve;
    const access = pothosOptions.access as Access;
    return (root, given, context, ...info) => {
      if (!access((context as Context).viewer)) throw notAvailable();
      return resolve(root, given, context, ...info);
    };
  }
}

export const accessPlugin = "access";
SchemaBuilder.registerPlugin(accessPlugin, AccessPlugin);

declare global {
  // biome-ignore lint/style/noNamespace: Pothos takes options of plugins from this global namespace, and from nowhere else.
  namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      access: AccessPlugin<Types>;
    }
    interface QueryFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      readonly access: Access;
    }
    interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      readonly access: Access;
    }
  }
}
