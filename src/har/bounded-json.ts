import { getManyValues, isMany, none } from "stream-chain/defs.js";
import { jsonParser, type Token } from "stream-json/core/parser.js";

/** What is taken of a value of JSON. All else is passed over while it is read. */
export type Shape =
  /** A text, of at most so many characters: what follows them is passed over. Numbers, true and false count as such. */
  | { readonly text: number }
  | { readonly members: Readonly<Record<string, Shape>> }
  /** A list, of at most so many items. */
  | { readonly items: Shape; readonly most: number }
  /** A list whose items are handed out one by one, and not kept. */
  | { readonly each: Shape };

/** What was taken: only texts, numbers, true and false, lists and objects without a prototype. */
export type Taken = string | number | boolean | null | readonly Taken[] | TakenObject;
export interface TakenObject {
  readonly [name: string]: Taken | undefined;
}

export const isTakenObject = (value: Taken | undefined): value is TakenObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Nobody nests deeper, and each level takes memory. */
const maxDepth = 1_000;
/** Of the texts of one item of `each`, in characters: what comes after them is passed over. */
const maxItem = 4 * 1024 * 1024;
/** A longer name is none that is taken. */
const maxName = 1_000;

/** The JSON ends early, goes wrong, or nests too deep. */
export class BadJson extends Error {
  readonly kind: "ended-early" | "malformed" | "deep";
  constructor(kind: BadJson["kind"]) {
    super(kind);
    this.kind = kind;
  }
}

interface Open {
  /** Null if nothing of it is taken. */
  readonly shape: Shape | null;
  readonly object: Record<string, Taken> | null;
  readonly list: Taken[] | null;
  /** The member whose value comes next. */
  name: string;
}

/**
 * Reads JSON piece by piece, and keeps no more of it than a shape says, whatever there is to read. `write` and `end` give back
 * the items of `each` that have ended, and throw `BadJson`.
 */
export class BoundedJson {
  readonly #parser = jsonParser({ packValues: false, streamValues: true });
  readonly #shape: Shape;
  readonly #onPiece: ((piece: string) => void) | null;
  readonly #stack: Open[] = [];
  #ended: Taken[] = [];
  #root: Taken | undefined;
  #values = 0;
  /** The text, number or name under way, and how many characters of it may still come. */
  #pieces: string[] = [];
  #left = 0;
  /** How much may still be taken of the item of `each` that is under way. */
  #leftOfItem = maxItem;

  /** `onPiece` is told, piece by piece, of a text that stands there alone. */
  constructor(shape: Shape, onPiece: ((piece: string) => void) | null = null) {
    this.#shape = shape;
    this.#onPiece = onPiece;
  }

  /** What was taken outside of `each`, once it has ended. */
  get root(): Taken | undefined {
    return this.#root;
  }

  /** What was taken so far of the object that is under way so deep: 0 is the root. */
  begun(depth: number): TakenObject | null {
    return this.#stack[depth]?.object ?? null;
  }

  write(text: string): readonly Taken[] {
    return this.#take(text, "malformed");
  }

  /** The end of the text. */
  end(): readonly Taken[] {
    const ended = this.#take(none, "ended-early");
    if (this.#values === 0) throw new BadJson("ended-early");
    return ended;
  }

  #take(text: string | typeof none, kind: BadJson["kind"]): readonly Taken[] {
    let tokens: readonly Token[];
    try {
      // The parser is a function of one text, and promises to be no more.
      const parsed: unknown = this.#parser(text as string);
      tokens = isMany(parsed) ? (getManyValues(parsed) as readonly Token[]) : [];
    } catch {
      throw new BadJson(kind);
    }
    for (const token of tokens) this.#token(token);
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }

  #token(token: Token) {
    switch (token.name) {
      case "startObject":
      case "startArray":
        return this.#open(token.name === "startObject");
      case "endObject":
      case "endArray":
        return this.#close();
      case "startKey":
        return this.#begin(maxName);
      case "startString":
        return this.#begin(Math.min(textOf(this.#shapeOfNext()), this.#leftOfItem));
      case "startNumber":
        return this.#begin(textOf(this.#shapeOfNext()));
      case "stringChunk":
      case "numberChunk":
        return this.#piece(token.value);
      case "endKey":
        return this.#name(this.#text());
      case "endString":
        return this.#add(textOf(this.#shapeOfNext()) > 0 ? this.#text() : undefined);
      case "endNumber":
        return this.#add(textOf(this.#shapeOfNext()) > 0 ? Number(this.#text()) : undefined);
      case "nullValue":
      case "trueValue":
      case "falseValue":
        return this.#add(textOf(this.#shapeOfNext()) > 0 ? token.value : undefined);
      default:
        return;
    }
  }

  /** Null if nothing is taken of the value that comes next. */
  #shapeOfNext(): Shape | null {
    const top = this.#stack.at(-1);
    if (!top) return this.#shape;
    const { shape } = top;
    if (shape === null || "text" in shape) return null;
    if ("members" in shape) {
      return Object.hasOwn(shape.members, top.name) ? (shape.members[top.name] ?? null) : null;
    }
    if ("each" in shape) return shape.each;
    return (top.list?.length ?? 0) < shape.most ? shape.items : null;
  }

  #open(isObject: boolean) {
    if (this.#stack.length >= maxDepth) throw new BadJson("deep");
    const next = this.#shapeOfNext();
    const fits = next && (isObject ? "members" in next : "items" in next || "each" in next);
    const shape = fits ? next : null;
    this.#stack.push({
      shape,
      object: shape && isObject ? Object.create(null) : null,
      list: shape && !isObject ? [] : null,
      name: "",
    });
  }

  #close() {
    const closed = this.#stack.pop();
    this.#add(closed?.object ?? closed?.list ?? undefined);
  }

  #add(value: Taken | undefined) {
    const top = this.#stack.at(-1);
    if (!top) {
      this.#root = value;
      this.#values += 1;
    } else if (value !== undefined && top.shape && "each" in top.shape) {
      this.#ended.push(value);
      this.#leftOfItem = maxItem;
    } else if (value !== undefined && top.object) top.object[top.name] = value;
    else if (value !== undefined && top.list) top.list.push(value);
  }

  #begin(most: number) {
    this.#pieces = [];
    this.#left = most;
  }

  #piece(piece: string) {
    if (this.#onPiece && this.#stack.length === 0) this.#onPiece(piece);
    if (this.#left <= 0) return;
    this.#pieces.push(piece.length > this.#left ? piece.slice(0, this.#left) : piece);
    this.#left -= piece.length;
  }

  #text(): string {
    // A copy: a piece is a part of all that was read with it.
    const text = Buffer.from(this.#pieces.join("").toWellFormed()).toString();
    this.#pieces = [];
    this.#leftOfItem -= text.length;
    return text;
  }

  #name(name: string) {
    const top = this.#stack.at(-1);
    if (top) top.name = name;
  }
}

const textOf = (shape: Shape | null): number => (shape && "text" in shape ? shape.text : 0);
