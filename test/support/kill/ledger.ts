/** A subscription that was sold, and what became of its license. */
export interface Sale {
  readonly company: string;
  readonly code: string;
  /** Of the term in force; the term after it has one more. */
  readonly seats: number;
  /** While something is asked for and not answered, it may have been done or not. */
  phase: "sold" | "activating" | "active" | "removing" | "removed";
  /** The license's; null if no answer told it. */
  number: number | null;
  /** Whether a report to the portal may have been on its way when it was removed: the answer brings it back. */
  mayReturn: boolean;
}

/** What an emulator has acknowledged, and what it was asked without an answer. */
export interface Ledger {
  readonly sales: Map<string, Sale>;
  /** Seats by the company of an order that was not answered yet. */
  readonly ordered: Map<string, number>;
  /** The latest time that the clock was acknowledged to show, in milliseconds. */
  clock: number;
  /** By how much it may show more. */
  clockSlack: number;
  /** Requests under way that make the instance report to the portal, and how many there ever were. */
  reporting: number;
  reported: number;
  /** Whether a removal was asked for since everything began anew. */
  removals: boolean;
  /** How many orders there ever were: no two have one name. */
  orders: number;
}

export const newLedger = (clock: number, orders = 0): Ledger => ({
  sales: new Map(),
  ordered: new Map(),
  clock,
  clockSlack: 0,
  removals: false,
  reporting: 0,
  reported: 0,
  orders,
});

export const salesIn = ({ sales }: Ledger, phase: Sale["phase"]): Sale[] =>
  [...sales.values()].filter((sale) => sale.phase === phase);
