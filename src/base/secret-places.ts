/** Where the secrets of a database are. Columns are named `table.column`; a query gives one text a row. */
export interface SecretPlaces {
  /** Tables whose rows are nothing but secrets. */
  readonly tables: readonly string[];
  /** Columns that lose what is in them, with what stands there then. */
  readonly emptied: Readonly<Record<string, string | null>>;
  /** Queries for the keys of licenses. */
  readonly licenseKeys: readonly string[];
  /** Queries for activation codes. */
  readonly activationCodes: readonly string[];
  /** Queries for tokens in the clear. */
  readonly tokens: readonly string[];
  /** Columns with the digests of tokens: rows of others than those in the clear are left out. */
  readonly tokenDigests: readonly string[];
}
