/**
 * JSON from elsewhere, typed as its parser types it: every member may be asked for. Tests compare answers with what
 * the documents say, so a name that is wrong fails the comparison.
 */
export type AsItCame = ReturnType<typeof JSON.parse>;
