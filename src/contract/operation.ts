import { z } from "zod";

/** How a command of the command line asks for it; null if it has none, or one of its own making. */
interface CommandOf {
  /** As it is typed after `understudy`. */
  readonly name: string;
  /** What stands behind the name, in one example each; the name alone unless said. */
  readonly examples?: readonly string[];
}

/** Something that the control API does, and all that is derived from it needs to know. */
export interface OperationShape {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  readonly path: string;
  /** What it does, in a line: the document's summary, the help of its command. */
  readonly summary: string;
  /** What else is to be known of it. */
  readonly description?: string;
  /** Inputs by where they travel. Names are unique among them. */
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The name of the body where it is no object with fields of its own. */
  readonly bodyAs?: string;
  /** What its body is, if it is no JSON: `Streamed` under the name of `bodyAs`, of at most so many bytes. */
  readonly stream?: { readonly media: string; readonly most: number };
  /** Whether a request without a body is refused. */
  readonly bodyRequired?: true;
  /** What it answers; null for nothing. */
  readonly answer: z.ZodType | null;
  /** The one field of an answer that a method answers without the rest. */
  readonly soleField?: string;
  readonly status?: 201;
  /** What is answered that is not JSON: a text, or the bytes of an archive. */
  readonly media?: "text/plain" | "application/zip";
  readonly answered: string;
  readonly refusals?: { readonly [Status in 400 | 404 | 409]?: string };
  /** Inputs that need no name, in order: arguments of the command and of the method. */
  readonly args?: readonly string[];
  readonly command: CommandOf | null;
  /** A short name of the method, without its tag. */
  readonly alias?: string;
}

export const bodyUnfit = "The body does not fit.";
export const bodyNotEmpty = "The body is not empty.";
export const queryUnfit = "The query does not fit.";
export const freeEdition =
  "`free-edition`: the instance is of the free edition, which has no licenses.";
export const interrupted = "`interrupted-by-reset`: a reset came in between.";

/** The body of a request that has nothing to say. */
export const Nothing = z.strictObject({});
