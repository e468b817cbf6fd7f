/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value that a JSON text stands for; undefined if it is not JSON or nests too deeply. */
export function parseJson(text: string): unknown {
  const value = parse(text);
  return nestsTooDeeply(value) ? undefined : value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Source: Ruby's JSON parser, which refuses objects and arrays nested more than 100 deep. */
const deepestNesting = 100;

function nestsTooDeeply(value: unknown): boolean {
  let level = [value].filter(isContainer);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > deepestNesting) return true;
    level = level.flatMap((container) => Object.values(container)).filter(isContainer);
  }
  return false;
}

const isContainer = (value: unknown): value is object =>
  typeof value === "object" && value !== null;
