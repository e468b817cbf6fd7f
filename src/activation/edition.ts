/** The Enterprise Edition, which has licenses, and the free one, which has none. */
export const editions = ["ee", "ce"] as const;

export type Edition = (typeof editions)[number];
