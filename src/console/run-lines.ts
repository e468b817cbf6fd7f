import { err, ok, type Result } from "../base/result.ts";
import type { Calendar } from "../time/calendar.ts";
import type { ConsoleInstance } from "./console-instance.ts";
import { inspected, put } from "./inspect.ts";
import {
  knownMethods,
  knownNames,
  type Method,
  ofEverything,
  type Taken,
} from "./known-methods.ts";
import {
  type Argument,
  type Expression,
  filesIn,
  type Literal,
  parseLines,
  type Statement,
  type Unread,
} from "./parse-lines.ts";
import { noMethod, Raised } from "./raised.ts";
import { constants, type Type, type Value } from "./values.ts";

/** What the console prints for one line. */
export interface Printed {
  /** Counted from 1. */
  readonly line: number;
  /** Without the prompt; several lines where it prints so. */
  readonly output: string;
  /** The exception that has ended the line; null if none has. */
  readonly raised: string | null;
}

/** Why nothing was run. */
export type NotRun =
  | Unread
  | { readonly kind: "line-unknown"; readonly line: number }
  | { readonly kind: "variable-unknown"; readonly line: number; readonly name: string }
  | { readonly kind: "file-missing"; readonly file: string };

/**
 * Runs lines of a Rails console, each of which is understood before the first one runs. A line that raises does not keep the
 * next from running. `files` holds the texts of those that the lines read.
 */
export async function runLines(
  input: string,
  files: ReadonlyMap<string, string>,
  instance: ConsoleInstance,
): Promise<Result<readonly Printed[], NotRun>> {
  const parsed = parseLines(input);
  if (!parsed.ok) return parsed;
  const missing = filesIn(parsed.value).find((file) => !files.has(file));
  if (missing !== undefined) return err({ kind: "file-missing", file: missing });
  const compiled = compileAll(parsed.value);
  if (!compiled.ok) return compiled;
  const session: Session = { instance, files, variables: new Map() };
  const printed: Printed[] = [];
  let length = 0;
  let broken = 0;
  for (const { statement, run } of compiled.value) {
    const { line } = statement;
    if (line === broken) continue;
    const done = await runOne(statement, run, session);
    if (done.raised !== null) broken = line;
    length += done.output.length;
    const output = length > mostPrinted ? "…" : done.output;
    if (output !== "") printed.push({ line, output, raised: done.raised });
  }
  return ok(printed);
}

/** Characters of all that is printed, some dozens of license keys; what is more is left out. */
const mostPrinted = 4_000_000;

interface Session {
  readonly instance: ConsoleInstance;
  readonly files: ReadonlyMap<string, string>;
  readonly variables: Map<string, Value>;
}

type Run = (session: Session) => Promise<Value>;

/** What an expression comes to, unless that is nil, and how. */
interface Compiled {
  readonly type: Type;
  /** Its value, where that stands in the line or in one before. */
  readonly literal: Literal | null;
  readonly run: Run;
}

/** What a statement prints besides its value, with the line ends that it prints. */
async function printedBy(
  prints: NonNullable<Statement["prints"]>,
  value: Value,
  calendar: Calendar,
): Promise<string> {
  if (prints === "p" || prints === "pp") return `${await inspected(value, calendar)}\n`;
  const text = await put(value, calendar);
  // `puts` ends a line that has not ended yet, `print` none.
  return prints === "print" || text.endsWith("\n") ? text : `${text}\n`;
}

async function runOne(
  { line, assigns, prints, endsLine }: Statement,
  run: Run,
  session: Session,
): Promise<Omit<Printed, "line">> {
  const { calendar } = session.instance.clock;
  try {
    const value = await run(session);
    if (assigns !== null) session.variables.set(assigns, value);
    const shown = await inspected(value, calendar);
    const printed = prints === null ? "" : await printedBy(prints, value, calendar);
    const isNil = prints === "puts" || prints === "print";
    const output = endsLine ? `${printed}=> ${isNil ? "nil" : shown}` : printed.replace(/\n$/, "");
    return { output, raised: null };
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    const output = `(irb):${line}:in \`<main>': ${error.message} (${error.className})`;
    return { output, raised: error.className };
  }
}

type Scope = Map<string, Compiled>;

function compileAll(
  statements: readonly Statement[],
): Result<readonly { readonly statement: Statement; readonly run: Run }[], NotRun> {
  const scope: Scope = new Map();
  const runs = [];
  for (const statement of statements) {
    const { line, assigns, expression } = statement;
    const compiled = compile(expression, scope);
    if (!compiled || isConstant(compiled.type)) {
      const name = unassignedIn(expression, scope);
      return err(
        name === undefined
          ? { kind: "line-unknown", line }
          : { kind: "variable-unknown", line, name },
      );
    }
    if (assigns !== null) {
      const { type, literal } = compiled;
      scope.set(assigns, {
        type,
        literal,
        run: async ({ variables }) => variables.get(assigns) ?? nil,
      });
    }
    runs.push({ statement, run: compiled.run });
  }
  return ok(runs);
}

const nil = { type: "nil" } as const;

/** Whether there is nothing to print: users are counted only, and what stands for a class or a module has methods only. */
const isConstant = (type: Type): boolean =>
  type === "users" || type === "errors" || (constants as readonly string[]).includes(type);

/** A variable that no line has filled. */
function unassignedIn(expression: Expression, scope: Scope): string | undefined {
  switch (expression.is) {
    case "literal":
      return undefined;
    case "name":
      return /^[a-z_]/.test(expression.name) && !scope.has(expression.name)
        ? expression.name
        : undefined;
    case "joined":
      return unassignedIn(expression.first, scope);
    case "call":
      return [expression.on, ...expression.args.map(({ value }) => value)]
        .map((one) => unassignedIn(one, scope))
        .find((name) => name !== undefined);
  }
}

/** Null for what is not known. */
function compile(expression: Expression, scope: Scope): Compiled | null {
  switch (expression.is) {
    case "literal": {
      const { value } = expression;
      return { type: value.type, literal: value, run: async () => value };
    }
    case "name":
      return compileName(expression.name, scope);
    case "joined": {
      const first = compile(expression.first, scope);
      if (first?.type !== "text") return null;
      return { type: "text", literal: null, run: joinedRun(first.run, expression.second) };
    }
    case "call":
      return compileCall(expression, scope);
  }
}

function joinedRun(first: Run, second: string): Run {
  return async (session) => {
    const value = await first(session);
    if (value.type !== "text") throw noMethod("+");
    return { type: "text", value: value.value + second };
  };
}

function compileName(name: string, scope: Scope): Compiled | null {
  const variable = scope.get(name);
  if (variable) return variable;
  const known = Object.hasOwn(knownNames, name) ? knownNames[name] : undefined;
  if (known) {
    return { type: known.gives, literal: null, run: async ({ instance }) => known.run(instance) };
  }
  const constant = constants.find((one) => one === name && /^[A-Z]/.test(one));
  return constant ? { type: constant, literal: null, run: async () => ({ type: constant }) } : null;
}

type Call = Extract<Expression, { is: "call" }>;

/** A method that `send` calls goes by both names: `send(:base_url)`. */
function sent(call: Call): Call {
  const [name, ...args] = call.args;
  const isSent = call.method === "send" && name?.as === null && name.value.is === "literal";
  return isSent && name.value.value.type === "symbol"
    ? { ...call, method: `send(:${name.value.value.value})`, args }
    : call;
}

function compileCall(call: Call, scope: Scope): Compiled | null {
  const { on, method: name, safe, args } = sent(call);
  const receiver = compile(on, scope);
  if (receiver === null) return null;
  const compiledArgs = args.map(({ value }) => compile(value, scope));
  const always = Object.hasOwn(ofEverything, name) ? ofEverything[name] : undefined;
  const method = always ?? methodOf(receiver.type, name);
  if (!method || !fits(method, args, compiledArgs)) return null;
  const runs = compiledArgs.map((one) => one?.run);
  const isFile = receiver.type === "File";
  return {
    type: method.gives,
    literal: null,
    async run(session) {
      const value = await receiver.run(session);
      if (value.type === "nil" && safe) return nil;
      if (value.type === "nil" && !always) {
        throw noMethod(name);
      }
      const given: Value[] = [];
      for (const run of runs) if (run) given.push(await run(session));
      return method.run(value, session.instance, isFile ? given.map(fileIn(session)) : given);
    },
  };
}

/** The text of a file in the place of its name. */
const fileIn =
  ({ files }: Session) =>
  (name: Value): Value =>
    name.type === "text" ? { type: "text", value: files.get(name.value) ?? "" } : name;

/** The method of a type; undefined if it knows none of that name. */
function methodOf(type: Type, name: string): Method | undefined {
  const methods: Readonly<Record<string, unknown>> = knownMethods[type] ?? {};
  // Whoever calls it has a value of that type.
  return Object.hasOwn(methods, name) ? (methods[name] as Method) : undefined;
}

function fits(
  { takes = [[]] }: Pick<Method, "takes">,
  args: readonly Argument[],
  compiled: readonly (Compiled | null)[],
): boolean {
  return takes.some(
    (taken) =>
      taken.length === args.length &&
      taken.every((one, at) => fitsOne(one, args[at] ?? null, compiled[at] ?? null)),
  );
}

function fitsOne({ as, type, written, only }: Taken, arg: Argument | null, given: Compiled | null) {
  if (given?.type !== type || arg?.as !== as) return false;
  if (written && arg.value.is !== "literal") return false;
  const { literal } = given;
  return (
    only === undefined ||
    (literal !== null && "value" in literal && only.includes(String(literal.value)))
  );
}
