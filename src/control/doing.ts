import { type Err, err, type Result } from "../base/result.ts";
import type { AnswerOf, InputOf, OperationId, RefusalOf } from "../contract/operations.ts";
import type { Download } from "./controlled.ts";

/**
 * What each operation answers, or why it was refused: for no other reason than the contract names. `left` aborts once nobody
 * waits for the answer any more, which matters to those that wait themselves.
 */
export type Doings = {
  readonly [Id in OperationId]: (
    input: InputOf<Id>,
    left?: AbortSignal,
  ) => Done<Id> | Promise<Done<Id>>;
};

type Done<Id extends OperationId> = Result<
  Id extends "portalLicenses.download" | "ca.show" | "bundle.save" | "snapshots.export"
    ? Download
    : AnswerOf<Id>,
  Refused<RefusalOf<Id>>
>;

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

/** What the free edition answers to what is about licenses. */
export const noLicenses = () =>
  refusal(
    409,
    "free-edition",
    "This instance is of the free edition, which has no licenses and no jobs for them. Start it with --edition ee.",
  );
