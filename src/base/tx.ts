declare const open: unique symbol;

/**
 * A transaction that is open: whoever is handed one writes with it, or reads what must agree with what is written. Only
 * storage makes one, and what is done with it is done whole or not at all.
 */
export interface Tx {
  readonly [open]: true;
}
