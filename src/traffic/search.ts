/** A part of a text: where it begins, and where it has ended. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A longer text is recognized by its beginning. */
const maxNeedle = 64;

/** How often a character may be looked at, on average, because of what was found. */
const workPerCharacter = 16;

/**
 * Looks for several texts at once, in a time that depends on the length of what is searched and on nothing that stands in it
 * (Aho and Corasick). Spans are in order and do not meet. A text that was made to cost more is one span as a whole.
 */
export function searchFor(texts: readonly string[]): (text: string) => readonly Span[] {
  const root = treeOf(texts);
  // Most characters begin nothing.
  const begins = new Uint8Array(0x80);
  for (const code of root.next.keys()) begins[code] = 1;
  return (text) => {
    const spans: Span[] = [];
    let work = workPerCharacter * (text.length + 1_000);
    let node = root;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (node === root && begins[code] === 0) continue;
      node = after(node, code);
      for (let end = node.end; end; end = end.shorter.end) {
        const from = index + 1 - end.depth;
        const to = Math.max(...end.texts.map((whole) => endOf(whole, text, from)));
        add(spans, { from, to });
        work -= end.texts.length * (to - index);
      }
      if (work < 0) return [{ from: 0, to: text.length }];
    }
    return spans;
  };
}

/** What was read last, as far as something that is sought begins so. */
interface Node {
  readonly depth: number;
  readonly next: Map<number, Node>;
  /** Its longest end with which something that is sought begins; the root's is the root. */
  readonly shorter: Node;
  /** What is sought and stands there now, or at least its beginning. */
  readonly texts: string[];
  /** The nearest of itself, what is shorter, and so on, that has texts. */
  end: Node | null;
}

function after(node: Node, code: number): Node {
  for (let at = node; ; at = at.shorter) {
    const next = at.next.get(code);
    if (next) return next;
    if (at.depth === 0) return at;
  }
}

function treeOf(texts: readonly string[]): Node {
  const root: Node = {
    depth: 0,
    next: new Map(),
    texts: [],
    end: null,
    get shorter() {
      return root;
    },
  };
  // Level by level: what a node falls back to is less deep, and is there already.
  let growing = texts.map((text) => ({ text, node: root }));
  for (let depth = 1; growing.length > 0; depth += 1) {
    for (const one of growing) {
      const code = one.text.charCodeAt(depth - 1);
      const node = one.node.next.get(code) ?? childOf(one.node, code);
      one.node = node;
      if (depth === Math.min(one.text.length, maxNeedle)) {
        node.texts.push(one.text);
        node.end = node;
      }
    }
    growing = growing.filter(({ text }) => text.length > depth && depth < maxNeedle);
  }
  return root;
}

function childOf(parent: Node, code: number): Node {
  const shorter = parent.depth === 0 ? parent : after(parent.shorter, code);
  const child: Node = {
    depth: parent.depth + 1,
    next: new Map(),
    shorter,
    texts: [],
    end: shorter.end,
  };
  parent.next.set(code, child);
  return child;
}

/** How far a text goes on as what is sought does, whose beginning stands there. */
function endOf(whole: string, text: string, from: number): number {
  let same = Math.min(whole.length, maxNeedle);
  while (same < whole.length && text.charCodeAt(from + same) === whole.charCodeAt(same)) same += 1;
  return from + same;
}

/** Adds a span that ends no earlier than those that begin before it, or joins them. */
function add(spans: Span[], { from, to }: Span) {
  let joined = { from, to };
  for (let last = spans.at(-1); last && last.to >= joined.from; last = spans.at(-1)) {
    spans.pop();
    joined = { from: Math.min(last.from, joined.from), to: Math.max(last.to, joined.to) };
  }
  spans.push(joined);
}

/** The text with something else at the place of each span. */
export function replaced(
  text: string,
  spans: readonly Span[],
  by: (part: string, index: number) => string,
): string {
  if (spans.length === 0) return text;
  const pieces: string[] = [];
  let done = 0;
  for (const [index, { from, to }] of spans.entries()) {
    pieces.push(text.slice(done, from), by(text.slice(from, to), index));
    done = to;
  }
  pieces.push(text.slice(done));
  return pieces.join("");
}
