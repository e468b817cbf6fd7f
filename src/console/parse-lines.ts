import { err, ok, type Result } from "../base/result.ts";

/** What a line says, as far as lines are understood: names, literals, and methods one behind the other. */
export type Expression =
  | { readonly is: "literal"; readonly value: Literal }
  /** A variable or a constant: `l`, `License`, `Gitlab::CurrentSettings`. */
  | { readonly is: "name"; readonly name: string }
  | {
      readonly is: "call";
      readonly on: Expression;
      readonly method: string;
      /** `&.`, which calls nothing on nil. */
      readonly safe: boolean;
      readonly args: readonly Argument[];
    }
  /** A text behind another one: `key + "\n"`. */
  | { readonly is: "joined"; readonly first: Expression; readonly second: string };

export type Literal =
  | { readonly type: "nil" }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "text"; readonly value: string }
  | { readonly type: "symbol"; readonly value: string }
  | { readonly type: "pattern"; readonly value: string };

export interface Argument {
  /** `data` of `data: key`; `&` of `&:trial?`; else null. */
  readonly as: string | null;
  readonly value: Expression;
}

export interface Statement {
  /** Counted from 1. */
  readonly line: number;
  /** The variable that it fills; null if it fills none. */
  readonly assigns: string | null;
  /** What prints its value besides: `puts License.current.data`. */
  readonly prints: (typeof printers)[number] | null;
  readonly expression: Expression;
  /** Whether the console prints its value: that of the last statement of a line. */
  readonly endsLine: boolean;
}

const printers = ["puts", "print", "pp", "p"] as const;

/** No line is longer but for the license key in it, and nobody types more of them. */
export const mostStatements = 100;
/** Methods behind each other, and inside each other's arguments. */
const mostNested = 20;
/** Texts behind each other: a key has fewer lines. */
const mostJoined = 500;

/** Why lines were not read: one says something else, or there are too many. */
export type Unread =
  | { readonly kind: "line-not-read"; readonly line: number }
  | { readonly kind: "too-many-lines" };

/** Reads lines of a console. Nothing of them is evaluated. */
export function parseLines(input: string): Result<readonly Statement[], Unread> {
  const tokens = tokensIn(input);
  if (!tokens.ok) return tokens;
  return new Parser(tokens.value).statements();
}

/** The files that lines read, as they are named there: `File.read("x")`. */
export const filesIn = (statements: readonly Statement[]): readonly string[] => [
  ...new Set(statements.flatMap(({ expression }) => filesOf(expression))),
];

function filesOf(expression: Expression): readonly string[] {
  if (expression.is === "joined") return filesOf(expression.first);
  if (expression.is !== "call") return [];
  const { on, method, args } = expression;
  const [first] = args;
  const isRead = on.is === "name" && on.name === "File" && fileReaders.includes(method);
  const file = isRead && first?.value.is === "literal" ? first.value.value : null;
  const inner = [on, ...args.map(({ value }) => value)].flatMap(filesOf);
  return file?.type === "text" ? [...inner, file.value] : inner;
}

/** The methods of `File` that name one. */
const fileReaders: readonly string[] = ["read", "open"];

interface Token {
  readonly kind: "name" | "keyword" | "number" | "text" | "symbol" | "pattern" | "sign" | "end";
  readonly text: string;
  readonly line: number;
}

/** What tokens look like, each from where the one before has ended; of two that fit, the first. */
const shapes = {
  space: /[ \t\r]+|\\\n/y,
  comment: /#[^\n]*/y,
  end: /;|\n+/y,
  number: /\d{1,15}/y,
  keyword: /[a-z_]\w*:[ \t\n]/y,
  name: /(?:::)?[A-Za-z_]\w*(?:::[A-Z]\w*)*[?!]?/y,
  symbol: /:[A-Za-z_]\w*[?!]?/y,
  double: /"(?:[^"\\]|\\[\s\S])*"/y,
  single: /'(?:[^'\\]|\\[\s\S])*'/y,
  pattern: /\/(?:[^/\\\n]|\\[^\n])*\//y,
  sign: /&\.|[.,()&+=]/y,
};

const kinds = {
  end: "end",
  number: "number",
  keyword: "keyword",
  name: "name",
  symbol: "symbol",
  double: "text",
  single: "text",
  pattern: "pattern",
  sign: "sign",
} as const;

function tokensIn(input: string): Result<readonly Token[], Unread> {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  let open = 0;
  while (at < input.length) {
    const match = matchAt(input, at);
    const isInterpolated = match?.shape === "double" && match.text.includes("#{");
    if (match === undefined || isInterpolated) return err({ kind: "line-not-read", line });
    const { shape, text } = match;
    if (text === "(") open += 1;
    if (text === ")") open -= 1;
    const isWithin = shape === "end" && open > 0;
    if (shape !== "space" && shape !== "comment" && !isWithin) {
      // A line that begins with a dot goes on with the one before.
      const last = tokens.at(-1);
      const goesOn = (text === "." || text === "&.") && last?.kind === "end" && last.text === "\n";
      if (goesOn) tokens.pop();
      tokens.push({ kind: kinds[shape], text: meant[shape]?.(text) ?? text, line });
    }
    at += text.length;
    line += text.split("\n").length - 1;
  }
  return ok([...tokens, { kind: "end", text: "\n", line }]);
}

function matchAt(input: string, at: number) {
  for (const shape of Object.keys(shapes) as (keyof typeof shapes)[]) {
    shapes[shape].lastIndex = at;
    const text = shapes[shape].exec(input)?.[0];
    if (text !== undefined) return { shape, text };
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** What a token stands for, where that is not its own text. */
const meant: { readonly [Shape in keyof typeof shapes]?: (text: string) => string } = {
  double: (text) =>
    text.slice(1, -1).replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one),
  single: (text) => text.slice(1, -1).replace(/\\(['\\])/g, "$1"),
  symbol: (text) => text.slice(1),
  pattern: (text) => text.slice(1, -1),
  end: (text) => text.slice(0, 1),
  keyword: (text) => text.slice(0, -2),
  name: (text) => text.replace(/^::/, ""),
};

const words: ReadonlyMap<string, Literal> = new Map([
  ["nil", { type: "nil" }],
  ["true", { type: "boolean", value: true }],
  ["false", { type: "boolean", value: false }],
]);

/** What ends a session. */
const exits: readonly string[] = ["exit", "quit"];

/** What can follow a method without a bracket. */
const beginsArgument: readonly Token["kind"][] = ["number", "text", "symbol", "name", "keyword"];

/** Reads statements from tokens. What it gives null for is no line that is understood. */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  statements(): Result<readonly Statement[], Unread> {
    const statements: Statement[] = [];
    while (this.#at < this.#tokens.length) {
      if (this.#take("end")) continue;
      if (this.#isExit()) break;
      const { line } = this.#next;
      const statement = this.#statement(line);
      if (statement === null) return err({ kind: "line-not-read", line });
      if (statements.length === mostStatements) return err({ kind: "too-many-lines" });
      statements.push(statement);
    }
    return ok(statements);
  }

  get #next(): Token {
    return this.#tokens[this.#at] ?? { kind: "end", text: "\n", line: 0 };
  }

  /** Takes the next token, if it is of a kind, and has a text if one is named. */
  #take(kind: Token["kind"], text?: string): Token | null {
    const token = this.#next;
    if (token.kind !== kind || (text !== undefined && token.text !== text)) return null;
    this.#at += 1;
    return token;
  }

  /** Whether the session ends here: what stands behind is never read. */
  #isExit(): boolean {
    const behind = this.#tokens[this.#at + 1];
    return exits.includes(this.#next.text) && this.#next.kind === "name" && behind?.kind === "end";
  }

  #statement(line: number): Statement | null {
    const prints = this.#printer();
    const assigns = prints === null ? this.#assigned() : null;
    const isInBrackets = prints !== null && this.#take("sign", "(") !== null;
    const expression = this.#joined(0);
    if (isInBrackets && !this.#take("sign", ")")) return null;
    const end = this.#take("end");
    if (!expression || !end) return null;
    const endsLine = end.text === "\n" || this.#next.text === "\n";
    return { line, assigns, prints, expression, endsLine };
  }

  #printer(): Statement["prints"] {
    const named = printers.find((one) => this.#next.kind === "name" && this.#next.text === one);
    const behind = this.#tokens[this.#at + 1];
    // `p = Project…`, `p.plan`: a variable may be called so.
    const isVariable = behind?.kind === "end" || (behind?.kind === "sign" && behind.text !== "(");
    if (named === undefined || isVariable) return null;
    this.#at += 1;
    return named;
  }

  #assigned(): string | null {
    const [name, sign] = [this.#next, this.#tokens[this.#at + 1]];
    const isAssigned =
      name.kind === "name" &&
      /^\w+$/.test(name.text) &&
      !words.has(name.text) &&
      sign?.kind === "sign" &&
      sign.text === "=";
    if (!isAssigned) return null;
    this.#at += 2;
    return name.text;
  }

  #joined(depth: number): Expression | null {
    let first = this.#chain(depth);
    for (let joined = 0; first && this.#take("sign", "+"); joined += 1) {
      const second = joined < mostJoined ? this.#take("text") : null;
      first = second && { is: "joined", first, second: second.text };
    }
    return first;
  }

  #chain(depth: number): Expression | null {
    let on = depth > mostNested ? null : this.#primary();
    for (let calls = 0; on; calls += 1) {
      const safe = this.#take("sign", "&.") !== null;
      if (!safe && !this.#take("sign", ".")) return on;
      const method = this.#take("name");
      const args = method && calls < mostNested ? this.#args(depth + 1) : null;
      on = method && args && { is: "call", on, method: method.text, safe, args };
    }
    return null;
  }

  #primary(): Expression | null {
    const token = this.#next;
    this.#at += 1;
    switch (token.kind) {
      case "number":
        return literal({ type: "number", value: Number(token.text) });
      case "text":
      case "symbol":
      case "pattern":
        return literal({ type: token.kind, value: token.text });
      case "name": {
        const word = words.get(token.text);
        return word ? literal(word) : { is: "name", name: token.text };
      }
      default:
        return null;
    }
  }

  /** In brackets, or the rest of the line without any: `find(123)`, `find 123`. */
  #args(depth: number): readonly Argument[] | null {
    const isInBrackets = this.#take("sign", "(") !== null;
    if (isInBrackets && this.#take("sign", ")")) return [];
    if (!isInBrackets && !beginsArgument.includes(this.#next.kind)) return [];
    const args: Argument[] = [];
    do {
      const argument = this.#argument(depth);
      if (argument === null) return null;
      args.push(argument);
    } while (this.#take("sign", ","));
    return isInBrackets && !this.#take("sign", ")") ? null : args;
  }

  #argument(depth: number): Argument | null {
    const isBlock = this.#take("sign", "&") !== null;
    const keyword = isBlock ? null : this.#take("keyword");
    const value = this.#joined(depth);
    return value && { as: isBlock ? "&" : (keyword?.text ?? null), value };
  }
}

const literal = (value: Literal): Expression => ({ is: "literal", value });
