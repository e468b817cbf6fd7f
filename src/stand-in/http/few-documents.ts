import type { DocumentNode } from "graphql";

/** An instance has one document for codes and one for tokens; people have some more. */
const keptDocuments = 16;
const keptCharacters = 10_000;

/** Short documents that were asked of late. Yoga remembers with each what the schema has against it. */
export function fewDocuments() {
  const documents = new Map<string, DocumentNode>();
  /** As the latest of them. */
  function keep(text: string, document: DocumentNode) {
    documents.delete(text);
    documents.set(text, document);
  }
  return {
    get(text: string) {
      const document = documents.get(text);
      if (document) keep(text, document);
      return document;
    },
    set(text: string, document: DocumentNode) {
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
