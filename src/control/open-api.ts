import { z } from "zod";
import { eventStream } from "../contract/event.ts";
import { type OperationShape, queryUnfit } from "../contract/operation.ts";
import { type OperationId, operationIds, operations } from "../contract/operations.ts";
import { Problem } from "../contract/shapes.ts";

type Json = Record<string, unknown>;

/** The OpenAPI document of all operations. */
export function openApiOf(version: string): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const id of operationIds) {
    const { method, path }: OperationShape = operations[id];
    paths[path] = { ...paths[path], [method]: operationOf(id, schemas) };
  }
  const { path, summary, description, query } = eventStream;
  paths[path] = {
    get: {
      operationId: "eventsStream",
      tags: ["events"],
      summary,
      description,
      parameters: parametersOf(query, "query", schemas),
      responses: {
        200: {
          description: "The events.",
          content: { "text/event-stream": { schema: { type: "string" } } },
        },
        ...refusalsIn({ 400: queryUnfit, 503: "`too-many-listeners`" }, schemas),
      },
    },
  };
  return {
    openapi: "3.1.0",
    info: { title: "Understudy control API", version },
    // The token is asked for where others can reach the port.
    security: [{}, { controlToken: [] }],
    components: {
      schemas,
      securitySchemes: {
        controlToken: {
          type: "http",
          scheme: "bearer",
          description: "`control.token` of the ready line. None is asked for on loopback.",
        },
      },
    },
    paths,
  };
}

function operationOf(id: OperationId, schemas: Json): Json {
  const shape: OperationShape = operations[id];
  const { summary, description, params, query, body, stream, bodyRequired = false } = shape;
  const parameters = [
    ...parametersOf(params, "path", schemas),
    ...parametersOf(query, "query", schemas),
  ];
  return {
    operationId: id.replace(/\.(.)/, (_dot, letter: string) => letter.toUpperCase()),
    tags: [id.slice(0, id.indexOf("."))],
    summary,
    ...(description !== undefined && { description }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        content: stream
          ? { [stream.media]: { schema: binary } }
          : { "application/json": { schema: schemaOf(body, "input", schemas) } },
        ...((bodyRequired || stream) && { required: true }),
      },
    }),
    responses: responsesOf(shape, schemas),
  };
}

/** Bytes, as OpenAPI has them. */
const binary = { type: "string", format: "binary" };

function responsesOf(shape: OperationShape, schemas: Json): Json {
  const { answer, answered: description, media = "application/json", refusals = {} } = shape;
  const schema = answer && schemaOf(answer, "output", schemas);
  return {
    [statusOf(shape)]: {
      description,
      ...(schema && {
        content: { [media]: { schema: media === "application/zip" ? binary : schema } },
      }),
    },
    ...refusalsIn(refusals, schemas),
  };
}

const refusalsIn = (refusals: Readonly<Record<string, string>>, schemas: Json): Json =>
  Object.fromEntries(
    Object.entries(refusals).map(([status, why]) => [
      status,
      {
        description: why,
        content: { "application/json": { schema: schemaOf(Problem, "output", schemas) } },
      },
    ]),
  );

/** What is answered where nothing is refused. */
export const statusOf = ({ answer, status }: OperationShape) =>
  answer === null ? 204 : (status ?? 200);

function parametersOf(shape: z.ZodObject | undefined, where: "path" | "query", schemas: Json) {
  return Object.entries(shape?.shape ?? {}).map(([name, one]) => {
    const { description, ...schema } = schemaOf(one, "input", schemas);
    const required = where === "path" || !z.safeParse(one, undefined).success;
    return { name, in: where, ...(required && { required }), description, schema };
  });
}

/** The schema of a shape. Those with a name of their own go among the others that have one. */
function schemaOf(shape: z.core.$ZodType, io: "input" | "output", schemas: Json): Json {
  const {
    $schema: _version,
    $defs = {},
    ...schema
  } = z.toJSONSchema(shape, { io, unrepresentable: "any" });
  Object.assign(schemas, inComponents($defs));
  return inComponents(schema);
}

const inComponents = (schema: unknown): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
