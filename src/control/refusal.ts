import type { z } from "@hono/zod-openapi";
import { type Err, err } from "../base/result.ts";

/** Why a verb changed nothing: a code for programs, a sentence for people, and how HTTP puts it. */
export interface Refused<Status extends number = number> {
  readonly status: Status;
  readonly code: string;
  readonly message: string;
}

export const refusal = <const Status extends number>(
  status: Status,
  code: string,
  message: string,
): Err<Refused<Status>> => err({ status, code, message });

/** What is wrong with an input, in one line. */
export const flawsOf = ({ issues }: Pick<z.ZodError, "issues">): string =>
  issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("; ");
