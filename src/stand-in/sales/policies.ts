/**
 * Habits of a portal that customers complain about and nothing public confirms. All of them are off until somebody
 * switches them on.
 */
export interface Policies {
  /** Of an instance's reports on one day all but the first are ignored. */
  readonly oneReportADay: boolean;
  /** Every report is answered with a key that was issued for it. */
  readonly newKeyAtEverySync: boolean;
  /** A report of the current key is answered without it. */
  readonly omitUnchangedKey: boolean;
  /** A code is of use to none but the instance that has used it first. */
  readonly codesBoundToFirstInstance: boolean;
  /** After that many days a code that nobody has used is of no use any more; null if it always is. */
  readonly unusedCodesExpireAfterDays: number | null;
}

/** Which policies are to change, and to what. */
export type PolicyChange = { readonly [Name in keyof Policies]?: Policies[Name] | undefined };
