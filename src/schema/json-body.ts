import { nestsDeeperThan } from "../base/json-depth.ts";
import { err, ok, type Result } from "../base/result.ts";

/** The product's limits on JSON bodies. Source: instance behaviour, /api/graphql. */
const maxDepth = 32;
const maxItems = 50_000;
const maxElements = 100_000;
const maxDigits = 1_000;

/** Reads a JSON body; the error is what the product answers with status 400. */
export function parseJsonBody(text: string): Result<unknown, string> {
  // The parser itself takes its time over what is deep.
  if (nestsDeeperThan(maxDepth, text)) return err(`JSON nested deeper than ${maxDepth} is refused`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err("Malformed JSON");
  }
  // A short text has room for neither.
  if (text.length > maxDigits && hasLongInteger(text)) {
    return err(`JSON with an integer of more than ${maxDigits} digits is refused`);
  }
  const excess = text.length > maxItems ? excessOf(value) : undefined;
  return excess === undefined ? ok(value) : err(excess);
}

/** Which limit a value passes. Walked with a list of its own: a deep value must not exhaust the stack. */
export function excessOf(body: unknown): string | undefined {
  let elements = 0;
  const open: { value: unknown; depth: number }[] = [{ value: body, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) continue;
    const items = Object.values(value);
    elements += items.length;
    const excess = [
      depth >= maxDepth && `nested deeper than ${maxDepth}`,
      items.length > maxItems && `with more than ${maxItems} items in one place`,
      elements > maxElements && `with more than ${maxElements} elements`,
    ].find((text) => text !== false);
    if (excess !== undefined) return `JSON ${excess} is refused`;
    open.push(...items.map((item) => ({ value: item, depth: depth + 1 })));
  }
  return undefined;
}

/**
 * Digits within texts do not count; they are passed over first. Both searches go over the text once: a run of
 * digits is tried from its start only, and in what parses as JSON every text ends.
 */
function hasLongInteger(json: string): boolean {
  const run = new RegExp(`(?<!\\d)\\d{${maxDigits + 1}}`);
  return run.test(json) && run.test(json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '""'));
}
