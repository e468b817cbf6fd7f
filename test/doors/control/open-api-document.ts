import { z } from "zod";

type Schema = Record<string, unknown>;

interface Content {
  readonly "application/json"?: { readonly schema: Schema };
  readonly "application/zip"?: { readonly schema: Schema };
  readonly "text/plain"?: { readonly schema: Schema };
}

interface Operation {
  readonly requestBody?: unknown;
  readonly responses: Record<string, { content?: Content }>;
}

export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

/** `GET /faults/{id}` and its like. */
export const operationsIn = ({ paths }: OpenApiDocument) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );

/** What an answer must look like to be the documented one, down to the last field; undefined if it has no body. */
export function documentedAnswer(document: OpenApiDocument, operation: Operation, status: number) {
  const response = operation.responses[status];
  if (!response) throw new Error(`${status} is not documented.`);
  if (response.content?.["application/zip"]) return z.string().startsWith("PK");
  if (response.content?.["text/plain"]) return z.string().min(1);
  const schema = response.content?.["application/json"]?.schema;
  return schema && z.fromJSONSchema(closed(schema, document) as z.core.JSONSchema.JSONSchema);
}

/** The schema with its references filled in, and objects that have no fields but the documented ones. */
function closed(schema: unknown, document: OpenApiDocument): unknown {
  if (Array.isArray(schema)) return schema.map((one) => closed(one, document));
  if (typeof schema !== "object" || schema === null) return schema;
  const { $ref, ...rest } = schema as Schema;
  if (typeof $ref === "string") {
    const named = document.components.schemas[$ref.replace("#/components/schemas/", "")];
    if (!named) throw new Error(`${$ref} leads nowhere.`);
    return closed(named, document);
  }
  const entries = Object.entries(rest).map(([name, value]) => [name, closed(value, document)]);
  return {
    ...("properties" in rest && { additionalProperties: false }),
    ...Object.fromEntries(entries),
  };
}
