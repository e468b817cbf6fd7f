import {
  type ASTVisitor,
  FieldsOnCorrectTypeRule,
  GraphQLError,
  getNamedType,
  Kind,
  KnownTypeNamesRule,
  type OperationDefinitionNode,
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

/** The field and the place of each, by the names under which an answer has them. */
function fieldsOnCorrectType(context: ValidationContext): ASTVisitor {
  const path: string[] = [];
  const leave = () => void path.pop();
  const trackPath: ASTVisitor = {
    OperationDefinition: { enter: (node) => void path.push(operationName(node)), leave },
    FragmentDefinition: { enter: ({ name }) => void path.push(`fragment ${name.value}`), leave },
    Field: { enter: ({ alias, name }) => void path.push((alias ?? name).value), leave },
  };
  const named = (error: GraphQLError) => {
    const [node] = error.nodes ?? [];
    const parent = context.getParentType();
    if (node?.kind !== Kind.FIELD || !parent) return error;
    const { name: typeName } = parent;
    const fieldName = node.name.value;
    return new GraphQLError(`Field '${fieldName}' doesn't exist on type '${typeName}'`, {
      nodes: node,
      path: [...path],
      extensions: { code: "undefinedField", typeName, fieldName },
    });
  };
  return visitInParallel([trackPath, FieldsOnCorrectTypeRule(reporting(context, named))]);
}

const operationName = ({ operation, name }: OperationDefinitionNode) =>
  name ? `${operation} ${name.value}` : operation;

function knownTypeNames(context: ValidationContext): ASTVisitor {
  let variableName: string | null = null;
  const trackVariable: ASTVisitor = {
    VariableDefinition: {
      enter: ({ variable }) => {
        variableName = variable.name.value;
      },
      leave: () => {
        variableName = null;
      },
    },
  };
  const named = (error: GraphQLError) => {
    const [node] = error.nodes ?? [];
    if (node?.kind !== Kind.NAMED_TYPE) return error;
    const typeName = node.name.value;
    return variableName === null
      ? new GraphQLError(`No such type ${typeName}, so it can't be a fragment condition`, {
          nodes: node,
          extensions: { code: "undefinedType", typeName },
        })
      : new GraphQLError(`${typeName} isn't a defined input type (on $${variableName})`, {
          nodes: node,
          extensions: { code: "variableRequiresValidType", typeName, variableName },
        });
  };
  return visitInParallel([trackVariable, KnownTypeNamesRule(reporting(context, named))]);
}

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
  const inOtherWords = (error: GraphQLError) => {
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
  return visitInParallel([trackOwners, ValuesOfCorrectTypeRule(reporting(context, inOtherWords))]);
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

const reworded: ReadonlyMap<ValidationRule, ValidationRule> = new Map([
  [ValuesOfCorrectTypeRule, valuesOfCorrectType],
  [ProvidedRequiredArgumentsRule, requiredArguments],
  [FieldsOnCorrectTypeRule, fieldsOnCorrectType],
  [KnownTypeNamesRule, knownTypeNames],
]);

/**
 * graphql-js's rules, with the product's words and codes for literals that do not fit an argument, and for names that the
 * schema does not have: by those clients tell editions and versions apart.
 *
 * Only what clients of the license API meet is reworded; the rest is graphql-js's own (difference 7).
 * Source: instance behaviour, null, missing and wrong type; for names, the library that the product uses.
 */
export const validationRules: readonly ValidationRule[] = specifiedRules.map(
  (rule) => reworded.get(rule) ?? rule,
);
