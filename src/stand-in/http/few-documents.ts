import type { DocumentNode } from "graphql";

/** An instance has one document for codes and one for tokens; people have some more. */
const keptDocuments = 16;
const keptCharacters = 10_000;

/** More is no document of an instance, and could nest deeper than the stack; an introspection has some 300. */
export const maxTokens = 1_000;

/** What became of short documents that were asked of late: what Yoga has parsed, or what was planned. */
export function fewDocuments<Kept = DocumentNode>() {
  const documents = new Map<string, Kept>();
  /** As the latest of them. */
  function keep(text: string, document: Kept) {
    documents.delete(text);
    documents.set(text, document);
  }
  return {
    get(text: string) {
      const document = documents.get(text);
      if (document) keep(text, document);
      return document;
    },
    set(text: string, document: Kept) {
      if (text.length > keptCharacters) return;
      keep(text, document);
      for (const oldest of documents.keys()) {
        if (documents.size <= keptDocuments) break;
        documents.delete(oldest);
      }
    },
  };
}

/** What does not parse is read anew each time: nobody asks it often. */
export const noErrors = { get: () => undefined, set: () => undefined };
