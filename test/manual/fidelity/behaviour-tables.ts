import { handbookTables } from "./handbook-behaviour.ts";
import { instanceTables } from "./instance-behaviour.ts";
import { licensingTables } from "./licensing-behaviour.ts";
import { networkTables } from "./network-behaviour.ts";

/** The tables of the documents on how the real system behaves: what each of their rows says, by its id. */
export const behaviourTables = {
  instance: instanceTables,
  licensing: licensingTables,
  network: networkTables,
  handbook: handbookTables,
} as const;

export type BehaviourDocument = keyof typeof behaviourTables;

/** The ids of a document's rows. */
export type RowId<Document extends BehaviourDocument> = KeyOf<
  (typeof behaviourTables)[Document][number]["rows"]
>;

/** The keys of each kind of rows, where `keyof` alone has those that all of them share. */
type KeyOf<Rows> = Rows extends unknown ? keyof Rows & string : never;
