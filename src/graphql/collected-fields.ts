import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
  visit,
} from "graphql";

export type Variables = Readonly<Record<string, unknown>>;

/** What the fields of a document depend on. */
export interface Collecting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
}

export function fragmentsIn(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  return fragments;
}

/** The variables by which `@skip` and `@include` decide: all of a document, whichever operation has them. */
export function conditionsIn(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== "skip" && name.value !== "include") return;
      for (const { value } of given) {
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
    },
  });
  return [...names];
}

/**
 * The fields that are asked of an object, by the names that they are answered under, in the order of the answer.
 * Several selections of one name are one field.
 */
export function collectedFields(
  sets: readonly SelectionSetNode[],
  type: GraphQLObjectType,
  { schema, fragments, variables }: Collecting,
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();

  const isFor = ({ typeCondition }: InlineFragmentNode | FragmentDefinitionNode) => {
    if (!typeCondition) return true;
    const asked = typeFromAST(schema, typeCondition);
    return asked === type || (isAbstractType(asked) && schema.isSubType(asked, type));
  };
  const isIncluded = (node: SelectionNode) =>
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.["if"] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.["if"] !== false;

  /** What a fragment adds to this type; a named one does so once. */
  function withinFragment(node: InlineFragmentNode | FragmentSpreadNode) {
    if (node.kind === Kind.INLINE_FRAGMENT) return isFor(node) ? node.selectionSet : null;
    const name = node.name.value;
    const fragment = spread.has(name) ? undefined : fragments.get(name);
    spread.add(name);
    return fragment && isFor(fragment) ? fragment.selectionSet : null;
  }
  function collect({ selections }: SelectionSetNode) {
    for (const node of selections.filter(isIncluded)) {
      if (node.kind !== Kind.FIELD) {
        const set = withinFragment(node);
        if (set) collect(set);
        continue;
      }
      const name = (node.alias ?? node.name).value;
      const before = fields.get(name);
      if (before) before.push(node);
      else fields.set(name, [node]);
    }
  }
  for (const set of sets) collect(set);
  return fields;
}
