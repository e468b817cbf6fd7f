import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from "@pothos/core";
import { GraphQLError, type GraphQLFieldConfig, type GraphQLFieldResolver } from "graphql";
import type { Viewer } from "../activation/viewer.ts";
import type { Context } from "./context.ts";

/** Who may ask for a field of the root. Each says so, or does not compile; what is within is open to whoever gets in. */
interface Access {
  readonly admits: (viewer: Viewer | null) => boolean;
  /** Whether it is about licenses. The abilities for that, and all that asks for them, are the Enterprise Edition's. */
  readonly isOfLicenses: boolean;
}

export const forEverybody: Access = { admits: () => true, isOfLicenses: false };

/** Whoever may run mutations: a token needs the scope `api`. */
export const forMutators: Access = {
  admits: (viewer) => viewer?.scopes.includes("api") ?? true,
  isOfLicenses: false,
};

export const forReaders: Access = {
  admits: (viewer) => viewer?.readsLicenses ?? false,
  isOfLicenses: true,
};
export const forChangers: Access = {
  admits: (viewer) => viewer?.changesLicenses ?? false,
  isOfLicenses: true,
};

/**
 * The one answer to whoever lacks a permission, and to whoever asks for what does not exist.
 * Source: instance behaviour, authorisation.
 */
export const notAvailable = () =>
  new GraphQLError(
    "The resource that you are attempting to access does not exist or you don't have permission to perform this action",
  );

const accessIn = (options: object): Access | null =>
  "access" in options ? (options.access as Access) : null;

/** Whether a field of the root is about licenses. */
export function isOfLicenses({
  extensions,
}: Pick<GraphQLFieldConfig<unknown, unknown>, "extensions">) {
  const options: unknown = extensions?.["pothosOptions"];
  return (
    typeof options === "object" && options !== null && accessIn(options)?.isOfLicenses === true
  );
}

/** Refuses a field of the root to whom it is not for. */
class AccessPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types["Context"], object>,
    { pothosOptions }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types["Context"], object> {
    const access = accessIn(pothosOptions);
    if (!access) return resolve;
    return (root, given, context, ...info) => {
      if (!access.admits((context as Context).viewer)) throw notAvailable();
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
