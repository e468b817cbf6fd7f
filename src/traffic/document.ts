import {
  type DefinitionNode,
  type DocumentNode,
  type EnumValueNode,
  type FloatValueNode,
  getOperationAST,
  type IntValueNode,
  Kind,
  parse,
  type SelectionSetNode,
  type StringValueNode,
  type ValueNode,
  visit,
} from "graphql";
import type { Span } from "./search.ts";
import { isSecretName } from "./secrets.ts";

/** A longer text is refused by the instance, and more tokens by any limit on what may be asked for. */
export const maxQueryText = 10_000;
const maxTokens = 2_000;

/** What a GraphQL document holds, as a parser reads it. */
export interface ReadDocument {
  /** Literals at the place of a secret, in order, with their quotation marks. */
  readonly secrets: readonly (Span & { readonly value: string })[];
  /** GraphQL variables that stand where a secret goes: `code` in `activationCode: $code`. */
  readonly variables: ReadonlySet<string>;
  /** The operation that is meant: of several, the one that is named. Null if none is. */
  operation(operationName: string | null): ReadOperation | null;
}

interface ReadOperation {
  readonly name: string | null;
  /** Names of what it asks for first. */
  readonly fields: readonly string[];
}

/** Null for what is no document, or a longer one than is answered. */
export function documentIn(text: string): ReadDocument | null {
  if (text.length > maxQueryText) return null;
  try {
    const document = parse(text, { maxTokens });
    return {
      ...secretsIn(document),
      operation: (operationName) => operationIn(document, operationName),
    };
  } catch {
    // Whatever is wrong with it: whoever records the traffic is not who has sent it.
    return null;
  }
}

function secretsIn(document: DocumentNode): Pick<ReadDocument, "secrets" | "variables"> {
  const variables = new Set<string>();
  const secrets: ReadDocument["secrets"][number][] = [];
  const add = ({ loc, value }: StringValueNode | IntValueNode | FloatValueNode | EnumValueNode) => {
    if (loc) secrets.push({ from: loc.start, to: loc.end, value });
  };
  const addLiterals = (node: ValueNode) =>
    visit(node, {
      Variable: ({ name }) => void variables.add(name.value),
      // What an object has at the place of a secret goes by names of its own.
      ObjectValue: () => false,
      StringValue: add,
      IntValue: add,
      FloatValue: add,
      EnumValue: add,
    });
  const addNamed = ({ name, value }: { name: { value: string }; value: ValueNode }) => {
    if (isSecretName(name.value)) addLiterals(value);
  };
  visit(document, { Argument: addNamed, ObjectField: addNamed });
  visit(document, {
    VariableDefinition({ variable, defaultValue }) {
      const name = variable.name.value;
      if (defaultValue && (variables.has(name) || isSecretName(name))) addLiterals(defaultValue);
    },
  });
  return { variables, secrets: secrets.sort((one, other) => one.from - other.from) };
}

function operationIn(document: DocumentNode, operationName: string | null): ReadOperation | null {
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  const fields = rootFieldsOf(operation.selectionSet, document.definitions);
  return { name: operation.name?.value ?? null, fields };
}

/** Fields of fragments count as well. A set is walked while it grows, and holds each fragment once. */
function rootFieldsOf(
  root: SelectionSetNode,
  definitions: readonly DefinitionNode[],
): readonly string[] {
  const fragments = new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one.selectionSet] as const] : [],
    ),
  );
  const sets = new Set([root]);
  const fields: string[] = [];
  for (const { selections } of sets) {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        fields.push(selection.name.value);
        continue;
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      const inner = isSpread ? fragments.get(selection.name.value) : selection.selectionSet;
      if (inner) sets.add(inner);
    }
  }
  return fields;
}
