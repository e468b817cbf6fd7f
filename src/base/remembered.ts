/** How many texts are remembered, and how long each may be: together as much as one large page. */
const most = 100;
const longest = 10_000;

/** Work that gives the same for the same text, done once for those that were asked for of late. */
export function remembered<Value>(work: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (text) => {
    const before = known.get(text);
    if (before) return before.value;
    const value = work(text);
    if (text.length > longest) return value;
    known.set(text, { value });
    const oldest = known.size > most ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return value;
  };
}
