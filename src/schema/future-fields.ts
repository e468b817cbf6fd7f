import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLSchema,
  type InlineFragmentNode,
  isCompositeType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { isRecord } from "../base/is-record.ts";
import { glIntroduced } from "./directives.ts";

/** The part of a version by which the product releases: `18.5` of `18.5.0-ee`. */
export type Milestone = readonly [major: number, minor: number];

export function milestoneOf(version: string): Milestone {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return [major, minor];
}

/** Whether a document may have fields of versions to come. */
export const mayLookAhead = (query: string): boolean => query.includes(glIntroduced.name);

/** A document that asks for nothing of versions to come. */
export interface PresentDocument {
  readonly document: DocumentNode;
  /** Puts null into the data where a field was asked for that is still to come; null if there is none. */
  readonly withNulls: ((data: unknown, root: SelectionSetNode) => void) | null;
}

/**
 * Takes out of a document the fields that the schema lacks and that say by `@gl_introduced` that they come with this
 * milestone or a later one: they are answered with null. A field of an earlier one that the schema lacks stays, and is
 * an error. Source: HAR files, GraphQL traffic inside; the product's documentation of the directive.
 */
export function presentDocument(
  document: DocumentNode,
  schema: GraphQLSchema,
  milestone: Milestone,
): PresentDocument {
  const types = new TypeInfo(schema);
  /** What stands in the place of each: a field that every object has. */
  const placeholders = new Set<FieldNode>();
  /** Of the inline fragments around, whether they are of a version to come. */
  const around: boolean[] = [];
  const comes = (directives: readonly DirectiveNode[] = []) => isToCome(directives, milestone);
  const present = visit(
    document,
    visitWithTypeInfo(types, {
      InlineFragment: {
        enter(node) {
          const type = node.typeCondition?.name.value;
          const isUnknown = type !== undefined && !isCompositeType(schema.getType(type));
          if (isUnknown && comes(node.directives)) return null;
          around.push(comes(node.directives));
          return undefined;
        },
        leave: () => void around.pop(),
      },
      Field(node) {
        const isKnown = types.getFieldDef() !== undefined && types.getFieldDef() !== null;
        const hasParent = types.getParentType() !== undefined && types.getParentType() !== null;
        if (isKnown || !hasParent) return undefined;
        if (!comes(node.directives) && !around.includes(true)) return undefined;
        const placeholder: FieldNode = {
          kind: Kind.FIELD,
          alias: node.alias ?? node.name,
          name: { kind: Kind.NAME, value: "__typename" },
        };
        placeholders.add(placeholder);
        return placeholder;
      },
    }),
  );
  if (placeholders.size === 0) return { document: present, withNulls: null };
  return { document: present, withNulls: nullsAt(present, placeholders) };
}

function nullsAt(document: DocumentNode, placeholders: ReadonlySet<FieldNode>) {
  const fragments = new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one]),
  );
  const innerOf = (selection: FragmentSpreadNode | InlineFragmentNode) =>
    selection.kind === Kind.INLINE_FRAGMENT
      ? selection.selectionSet
      : fragments.get(selection.name.value)?.selectionSet;
  return withNulls;

  function withNulls(data: unknown, set: SelectionSetNode): void {
    if (Array.isArray(data)) {
      for (const one of data) withNulls(one, set);
    } else if (isRecord(data)) {
      for (const selection of set.selections) putNull(data, selection);
    }
  }

  function putNull(data: Readonly<Record<string, unknown>>, selection: SelectionNode): void {
    if (selection.kind !== Kind.FIELD) {
      const inner = innerOf(selection);
      if (inner) withNulls(data, inner);
      return;
    }
    const name = selection.alias?.value ?? selection.name.value;
    if (!(name in data)) return;
    if (placeholders.has(selection)) Object.assign(data, { [name]: null });
    else if (selection.selectionSet) withNulls(data[name], selection.selectionSet);
  }
}

/** Whether a selection says that it comes with a milestone or a later one. */
function isToCome(directives: readonly DirectiveNode[], [major, minor]: Milestone): boolean {
  const tag = directives.find(({ name }) => name.value === glIntroduced.name);
  const value = tag?.arguments?.find(({ name }) => name.value === "version")?.value;
  if (value?.kind !== Kind.STRING) return false;
  const [itsMajor, itsMinor] = milestoneOf(value.value);
  return itsMajor > major || (itsMajor === major && itsMinor >= minor);
}
