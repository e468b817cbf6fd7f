import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
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
import { endOfDocument } from "./answers.ts";
import { type OperationSize, sizeOf } from "./operation-size.ts";
import { schema } from "./schema.ts";
import { validationRules } from "./validation.ts";

/** A document that parses, with the operation that a request means. */
export interface PreparedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly size: OperationSize;
}

/** Source: instance behaviour, limits: at most 5 validation errors are reported. */
const reportedErrors = 5;

/** Braces within braces, lists within lists: graphql-js's parser recurses, and nothing useful is nested deeper. */
const maxNesting = 200;

/** A document takes some 250 times its text, and half a megabyte of text must not take half a gigabyte. */
const keptCharacters = 200_000;
/** What even the shortest document counts. */
const leastCharacters = 200;

const documents = new Map<string, Result<DocumentNode, readonly GraphQLFormattedError[]>>();
let characters = 0;
const sizes = new WeakMap<OperationDefinitionNode, OperationSize>();
const validated = new WeakMap<DocumentNode, readonly GraphQLError[]>();

/** Parses and measures; what was asked before is remembered. */
export function prepareOperation(
  query: unknown,
  operationName: string | null,
): Result<PreparedOperation, readonly GraphQLFormattedError[]> {
  const document = parseQuery(query);
  if (!document.ok) return document;
  const operation = getOperationAST(document.value, operationName);
  if (!operation) return err([{ message: whichOperation(document.value, operationName) }]);
  let size = sizes.get(operation);
  if (!size) {
    size = sizeOf(document.value, operation);
    sizes.set(operation, size);
  }
  return ok({ document: document.value, operation, size });
}

/** What the schema has against a document. */
export function validationErrors(document: DocumentNode): readonly GraphQLError[] {
  let errors = validated.get(document);
  if (!errors) {
    errors = validate(schema, document, validationRules, { maxErrors: reportedErrors }).slice(
      0,
      reportedErrors,
    );
    validated.set(document, errors);
  }
  return errors;
}

function parseQuery(query: unknown): Result<DocumentNode, readonly GraphQLFormattedError[]> {
  if (query === undefined || query === null) return err([endOfDocument]);
  if (typeof query !== "string") {
    return err([
      {
        message: `Expected one of QUERY, MUTATION, FRAGMENT, {, but query is ${JSON.stringify(query)}`,
      },
    ]);
  }
  const known = documents.get(query);
  if (known) return known;
  const document = parsed(query);
  documents.set(query, document);
  characters += charactersOf(query);
  for (const oldest of documents.keys()) {
    if (characters <= keptCharacters) break;
    documents.delete(oldest);
    characters -= charactersOf(oldest);
  }
  return document;
}

const charactersOf = (query: string) => Math.max(query.length, leastCharacters);

function parsed(query: string): Result<DocumentNode, readonly GraphQLFormattedError[]> {
  try {
    const nesting = nestingOf(query);
    if (nesting === 0) return err([endOfDocument]);
    if (nesting > maxNesting) return err([tooDeep(nesting, maxNesting)]);
    return ok(parse(query, { noLocation: false }));
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
