import packageJson from "../../package.json" with { type: "json" };

/** Understudy's own version. */
export const version = packageJson.version;
