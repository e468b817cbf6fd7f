/** Whether brackets nest too deep, looking at the text alone: what is within quotation marks does not count. */
export function nestsDeeperThan(most: number, json: string): boolean {
  let depth = 0;
  for (let index = 0; index < json.length && depth <= most; index += 1) {
    const character = json[index] ?? "";
    if (character === '"') index = endOfText(json, index + 1);
    else depth += steps[character] ?? 0;
  }
  return depth > most;
}

const steps: Readonly<Record<string, number>> = { "[": 1, "{": 1, "]": -1, "}": -1 };

/** Where the quotation mark is that ends a text. */
function endOfText(json: string, from: number): number {
  let index = from;
  while (index < json.length && json[index] !== '"') index += json[index] === "\\" ? 2 : 1;
  return index;
}
