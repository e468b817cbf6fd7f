/**
 * What commander says about a mistake, without the values that it would repeat: a token behind an option with a typing
 * mistake in its name, a code with a word too much behind it.
 */
export const withoutSecrets = (message: string): string =>
  message
    .replace(/(unknown option '--?[\w-]+)=[^\n]*'/, "$1'")
    .replace(/(too many arguments.* but got \d+): [^\n]*/, "$1.")
    .replace(/glpat-[\w.-]+/g, "glpat-…");
