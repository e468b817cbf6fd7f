export const mask = "[masked]";

/** Whether what goes by this name is a secret: `activationCode`, `PRIVATE-TOKEN`, `user[password]`. */
export const isSecretName = (name: string): boolean =>
  /^license(?:data)?$|(?:activationcode|licensekey|secret|token|authorization|cookie)$|password/.test(
    name.toLowerCase().replaceAll(/[^a-z\d]/g, ""),
  );

/** The secrets that one exchange gave away, so that they are masked wherever else it repeats them. */
export interface FoundSecrets {
  /** Remembers a secret and gives back what is shown instead. */
  hide(secret: string): string;
  /** The text without the secrets found so far. */
  clean(text: string): string;
}

/** Shorter values are not looked for elsewhere: they would tear holes into ordinary words. */
const leastLength = 8;
/** A body full of what looks like codes must not take minutes to read. */
const mostForms = 100;

export function foundSecrets(): FoundSecrets {
  const found = new Set<string>();
  return {
    hide(secret) {
      const bare = secret.trim();
      if (bare.length >= leastLength) {
        for (const form of [bare, inJson(bare), encodeURIComponent(bare.toWellFormed())]) {
          if (found.size < mostForms) found.add(form);
        }
      }
      return mask;
    },
    // The longest first: one secret may be the beginning of another.
    clean: (text) =>
      [...found]
        .sort((one, other) => other.length - one.length)
        .reduce((left, secret) => left.replaceAll(secret, mask), text),
  };
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
