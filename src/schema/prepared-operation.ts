import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  parse,
  Source,
  TokenKind,
  validate,
} from "graphql";
import { err, ok, type Result } from "../base/result.ts";
import { type PlannedOperation, plannedOperation } from "../graphql/plan.ts";
import { endOfDocument } from "./answers.ts";
import {
  type Milestone,
  mayLookAhead,
  type PresentDocument,
  presentDocument,
} from "./future-fields.ts";
import { type OperationSize, sizeOf } from "./operation-size.ts";
import { validationRules } from "./validation.ts";

/** An operation of a document that parses, as it is meant by a request. */
export interface PreparedOperation {
  readonly document: KnownDocument;
  readonly operation: OperationDefinitionNode;
  readonly size: OperationSize;
  readonly run: PlannedOperation;
}

/** A document that was asked, with what was found out about it. */
interface KnownDocument {
  readonly parsed: DocumentNode;
  /** Answers what is still to come; null if nothing of that is asked for. */
  readonly withNulls: PresentDocument["withNulls"];
  /** By the names that requests give. */
  readonly operations: Map<string | null, PreparedOperation>;
  /** What the schema has against it; null until somebody wants to know. */
  errors: readonly GraphQLError[] | null;
}

/** Source: instance behaviour, limits: at most 5 validation errors are reported. */
const reportedErrors = 5;

/** Braces within braces, lists within lists: graphql-js's parser recurses, and nothing useful is nested deeper. */
const maxNesting = 200;

/** A document takes some 250 times its text, and half a megabyte of text must not take half a gigabyte. */
const keptCharacters = 200_000;
/** What even the shortest document counts. */
const leastCharacters = 200;

/** Prepares operations of one schema. */
export interface Preparation {
  /** Parses, measures and plans; what was asked before is remembered. */
  prepare(
    query: unknown,
    operationName: string | null,
    milestone: Milestone,
  ): Result<PreparedOperation, readonly GraphQLFormattedError[]>;
  /** What the schema has against the document of an operation. */
  errorsOf(prepared: PreparedOperation): readonly GraphQLError[];
}

export function preparationFor(schema: GraphQLSchema): Preparation {
  const documents = new Map<string, Result<KnownDocument, readonly GraphQLFormattedError[]>>();
  let characters = 0;

  /** Forgets the oldest for it. */
  function remember(
    query: string,
    key: string,
    milestone: Milestone,
  ): Result<KnownDocument, readonly GraphQLFormattedError[]> {
    const document = known(query, schema, milestone);
    documents.set(key, document);
    characters += charactersOf(key);
    for (const oldest of documents.keys()) {
      if (characters <= keptCharacters) break;
      documents.delete(oldest);
      characters -= charactersOf(oldest);
    }
    return document;
  }

  return {
    prepare(query, operationName, milestone) {
      if (typeof query !== "string") return err([noText(query)]);
      const key = mayLookAhead(query) ? `${milestone.join(".")} ${query}` : query;
      const found = documents.get(key) ?? remember(query, key, milestone);
      if (!found.ok) return found;
      const document = found.value;
      const before = document.operations.get(operationName);
      if (before) return ok(before);
      const { parsed } = document;
      const operation = getOperationAST(parsed, operationName);
      if (!operation) return err([{ message: whichOperation(parsed, operationName) }]);
      const prepared = {
        document,
        operation,
        size: sizeOf(parsed, operation),
        run: plannedOperation(schema, parsed, operation),
      };
      document.operations.set(operationName, prepared);
      return ok(prepared);
    },
    errorsOf({ document }) {
      document.errors ??= validate(schema, document.parsed, validationRules, {
        maxErrors: reportedErrors,
      }).slice(0, reportedErrors);
      return document.errors;
    },
  };
}

const noText = (query: unknown): GraphQLFormattedError =>
  query === undefined || query === null
    ? endOfDocument
    : {
        message: `Expected one of QUERY, MUTATION, FRAGMENT, {, but query is ${JSON.stringify(query)}`,
      };

const charactersOf = (query: string) => Math.max(query.length, leastCharacters);

function known(
  query: string,
  schema: GraphQLSchema,
  milestone: Milestone,
): Result<KnownDocument, readonly GraphQLFormattedError[]> {
  try {
    const nesting = nestingOf(query);
    if (nesting === 0) return err([endOfDocument]);
    if (nesting > maxNesting) return err([tooDeep(nesting, maxNesting)]);
    const parsed = parse(query);
    const { document, withNulls } = mayLookAhead(query)
      ? presentDocument(parsed, schema, milestone)
      : { document: parsed, withNulls: null };
    return ok({ parsed: document, withNulls, operations: new Map(), errors: null });
  } catch (error) {
    if (error instanceof GraphQLError) return err([error.toJSON()]);
    throw error;
  }
}

/** How deep brackets of all kinds nest, found without recursion; 0 for a document of blanks and comments. */
function nestingOf(query: string): number {
  const lexer = new Lexer(new Source(query));
  let depth = 0;
  let deepest = 0;
  let tokens = 0;
  while (lexer.advance().kind !== TokenKind.EOF) {
    const { kind } = lexer.token;
    tokens += 1;
    if (openers.has(kind)) depth += 1;
    if (closers.has(kind)) depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return tokens === 0 ? 0 : Math.max(1, deepest);
}

const openers: ReadonlySet<string> = new Set([
  TokenKind.BRACE_L,
  TokenKind.BRACKET_L,
  TokenKind.PAREN_L,
]);
const closers: ReadonlySet<string> = new Set([
  TokenKind.BRACE_R,
  TokenKind.BRACKET_R,
  TokenKind.PAREN_R,
]);

function whichOperation(document: DocumentNode, name: string | null): string {
  if (name !== null) return `No operation named "${name}"`;
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return operations.length === 0
    ? "The document has no operation"
    : "An operation name is required";
}

export const tooDeep = (depth: number, limit: number): GraphQLFormattedError => ({
  message: `Query has depth of ${depth}, which exceeds max depth of ${limit}`,
});
