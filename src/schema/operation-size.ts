import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { fragmentsIn } from "../graphql/collected-fields.ts";

/** How large an operation is, fragments spread. Source: instance behaviour, limits. */
export interface OperationSize {
  /** Fields within fields; a document with one field has a depth of 1. */
  readonly depth: number;
  /** A field costs 1, introspection nothing. */
  readonly complexity: number;
  /** A field that occurs too often on one path, if there is one. */
  readonly recursiveField: string | null;
  /** The most often that one field of the root is asked for. */
  readonly aliases: number;
  /** How often the schema is asked for. */
  readonly introspections: number;
}

/** More selections are not looked at: an operation that has as many is past every limit, whatever they cost. */
const countedAtMost = 50_000;

/** How often a field may occur on one path, lists and their wrappers aside. */
const mayRecur = 2;
const wrappers = new Set(["edges", "node", "nodes", "ofType"]);

/** A field, and what is around it. */
interface PlacedField {
  readonly name: string;
  readonly depth: number;
  readonly introspection: boolean;
  readonly path: Link;
}

/** Where a selection stands: the fields around it, and the fragments that it was spread from. */
interface Place {
  readonly depth: number;
  readonly introspection: boolean;
  readonly path: Link | null;
  readonly fragments: Link | null;
}

interface Link {
  readonly name: string;
  readonly outer: Link | null;
}

/** Measures an operation before it is validated. */
export function sizeOf(document: DocumentNode, operation: OperationDefinitionNode): OperationSize {
  let depth = 0;
  let complexity = 0;
  let recursiveField: string | null = null;
  const rootFields = new Map<string, number>();
  const looked = { at: 0 };
  for (const field of placedFields(document, operation, looked)) {
    const { name } = field;
    depth = Math.max(depth, field.depth);
    if (!field.introspection) complexity += 1;
    if (!wrappers.has(name) && occurrences(field.path, name) > mayRecur) recursiveField = name;
    if (field.depth === 1) rootFields.set(name, timesOf(rootFields, name) + 1);
  }
  if (looked.at >= countedAtMost) complexity = looked.at;
  return {
    depth,
    complexity,
    recursiveField,
    aliases: Math.max(0, ...rootFields.values()),
    introspections: timesOf(rootFields, "__schema") + timesOf(rootFields, "__type"),
  };
}

const timesOf = (fields: ReadonlyMap<string, number>, name: string) => fields.get(name) ?? 0;

/**
 * Every field of an operation, fragments spread, with a list of its own instead of recursion: graphql-js's
 * rules recurse, and a document may be nested deeper than the stack allows. Cycles of fragments are passed
 * over here and refused by validation.
 */
function* placedFields(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  looked: { at: number },
): Generator<PlacedField> {
  const fragments = fragmentsIn(document);
  const start: Place = { depth: 0, introspection: false, path: null, fragments: null };
  const open: { set: SelectionSetNode; place: Place }[] = [
    { set: operation.selectionSet, place: start },
  ];
  for (let next = open.pop(); next && looked.at < countedAtMost; next = open.pop()) {
    const { set, place } = next;
    looked.at += set.selections.length;
    for (const selection of set.selections) {
      const inner = inside(selection, place, fragments);
      if ("name" in inner) yield inner;
      if (inner.set) open.push({ set: inner.set, place: { ...place, ...inner } });
    }
  }
}

type Inside = (PlacedField | Pick<Place, "fragments">) & {
  /** What is selected within; undefined for a leaf, and for a fragment that is unknown or spread within itself. */
  readonly set: SelectionSetNode | undefined;
};

function inside(
  selection: SelectionNode,
  place: Place,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Inside {
  switch (selection.kind) {
    case Kind.FIELD:
      return { ...placed(selection, place), set: selection.selectionSet };
    case Kind.INLINE_FRAGMENT:
      return { fragments: place.fragments, set: selection.selectionSet };
    case Kind.FRAGMENT_SPREAD: {
      const { value: name } = selection.name;
      const isCycle = occurrences(place.fragments, name) > 0;
      const set = isCycle ? undefined : fragments.get(name)?.selectionSet;
      return { fragments: { name, outer: place.fragments }, set };
    }
  }
}

const placed = ({ name: { value: name } }: FieldNode, place: Place): PlacedField => ({
  name,
  depth: place.depth + 1,
  introspection: place.introspection || name.startsWith("__"),
  path: { name, outer: place.path },
});

function occurrences(link: Link | null, name: string): number {
  let count = 0;
  for (let at = link; at; at = at.outer) if (at.name === name) count += 1;
  return count;
}
