/** The Enterprise Edition, which has licenses, and the free one, which has none. */
export const editions = ["ee", "ce"] as const;

export type Edition = (typeof editions)[number];

/** Whether a version is one of the Enterprise Edition. */
export const isEnterpriseVersion = (version: string): boolean => version.endsWith("-ee");
