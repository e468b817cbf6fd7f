import {
  type ASTVisitor,
  GraphQLError,
  getNamedType,
  Kind,
  ProvidedRequiredArgumentsRule,
  print,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
  type ValueNode,
  ValuesOfCorrectTypeRule,
  visitInParallel,
} from "graphql";
import { CoercionError } from "./license-id.ts";

/**
 * graphql-js's rules, with the product's words and codes for literals that do not fit an argument.
 *
 * Only what clients of the license API meet is reworded; the rest is graphql-js's own (difference 7).
 * Source: instance behaviour, null, missing and wrong type.
 */
export const validationRules: readonly ValidationRule[] = specifiedRules.map((rule) => {
  if (rule === ValuesOfCorrectTypeRule) return valuesOfCorrectType;
  return rule === ProvidedRequiredArgumentsRule ? requiredArguments : rule;
});

function valuesOfCorrectType(context: ValidationContext): ASTVisitor {
  const owners: { readonly name: string; readonly of: string; readonly value: ValueNode }[] = [];
  let field = "";
  const trackOwners: ASTVisitor = {
    Field: (node) => {
      field = node.name.value;
    },
    Argument: {
      enter: (node) =>
        void owners.push({ name: node.name.value, of: `Field '${field}'`, value: node.value }),
      leave: () => void owners.pop(),
    },
    ObjectField: {
      enter: (node) => {
        const of = `InputObject '${getNamedType(context.getParentInputType())?.name}'`;
        owners.push({ name: node.name.value, of, value: node.value });
      },
      leave: () => void owners.pop(),
    },
  };
  const reworded = (error: GraphQLError) => {
    const missing = /^Field "(\w+)\.(\w+)" of required type "(.+)" was not provided/.exec(
      error.message,
    );
    if (missing) {
      return coded(
        error,
        "missingRequiredInputObjectAttribute",
        `Argument '${missing[2]}' on InputObject '${missing[1]}' is required. Expected type ${missing[3]}`,
      );
    }
    const node = error.nodes?.[0];
    const owner = owners.at(-1);
    if (error instanceof CoercionError) {
      return new GraphQLError(error.message, {
        nodes: owner?.value ?? null,
        extensions: { code: "argumentLiteralsIncompatible", typeName: "CoercionError" },
      });
    }
    if (!node || !owner || node.kind === Kind.OBJECT_FIELD) return error;
    return coded(
      error,
      "argumentLiteralsIncompatible",
      `Argument '${owner.name}' on ${owner.of} has an invalid value (${print(node as ValueNode)}). Expected type '${String(context.getInputType())}'.`,
    );
  };
  return visitInParallel([trackOwners, ValuesOfCorrectTypeRule(reporting(context, reworded))]);
}

function requiredArguments(context: ValidationContext): ASTVisitor {
  return ProvidedRequiredArgumentsRule(
    reporting(context, (error) => {
      const missing = /^Field "(\w+)" argument "(\w+)" of type .+ is required/.exec(error.message);
      if (!missing) return error;
      const [, field, argument] = missing;
      return coded(
        error,
        "missingRequiredArguments",
        `Field '${field}' is missing required arguments: ${argument}`,
      );
    }),
  );
}

/** The context of a rule whose errors are put into other words. */
const reporting = (context: ValidationContext, reworded: (error: GraphQLError) => GraphQLError) =>
  Object.create(context, {
    reportError: { value: (error: GraphQLError) => context.reportError(reworded(error)) },
  }) as ValidationContext;

const coded = (error: GraphQLError, code: string, message: string) =>
  new GraphQLError(message, { nodes: error.nodes ?? null, extensions: { code } });
