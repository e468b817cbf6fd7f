/** What a kind of fault can be told besides. */
export interface Field {
  readonly name: string;
  /** `list` is a text of which each line is one. */
  readonly type: "number" | "text" | "list" | "choice";
  /** Of a `choice`. */
  readonly choices?: readonly string[];
  /** Of a `list` whose members are objects: the field that a line stands for. */
  readonly each?: string;
  /** Whether a `text` may be long. */
  readonly isLong?: boolean;
  /** As it is typed. */
  readonly initial: string;
  readonly required: boolean;
  readonly description: string | null;
  /** Of a `number`. */
  readonly least?: number;
  readonly most?: number;
}

/** Who can be at fault in a network, as its kinds begin. */
export type NetworkParty = "dns" | "ipv6" | "tcp" | "tls" | "proxy";

/** `answer`: what the portal alone can say. `server`: what any server may suffer. */
export type GroupName = "answer" | "server" | NetworkParty;

/** A kind of fault, as the contract has it. */
export interface FaultKind {
  readonly kind: string;
  readonly summary: string;
  /** Other words by which people look for it. */
  readonly keywords: string;
  readonly group: GroupName;
  /** Where it can hit; the first unless said. */
  readonly endpoints: readonly string[];
  readonly fields: readonly Field[];
}

/** What one can wait for, of those that requests are about: all of them unless said. */
export interface Audience {
  readonly name: string;
  readonly description: string;
  readonly example: string | null;
}

export interface Endpoint {
  /** What is hit there, for people. */
  readonly hits: string;
  /** Who must run for it. */
  readonly party: "portal" | "instance" | "hosted" | "network";
  /** Names of audiences for whom a fault can wait there. */
  readonly says: readonly string[];
}
