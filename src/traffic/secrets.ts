import { replaced, searchFor } from "./search.ts";

export const mask = "[masked]";

/** Whether what goes by this name is a secret: `activationCode`, `PRIVATE-TOKEN`, `user[password]`, `license[data_file]`. */
export const isSecretName = (name: string): boolean =>
  name.length <= maxName &&
  /^license(?:data(?:file)?)?$|(?:activationcode|licensekey|secret|token|authorization|cookie)$|password/.test(
    name.toLowerCase().replaceAll(/[^a-z\d]/g, ""),
  );

/** No name that anybody reads is longer. */
const maxName = 1_000;

/** What counts as a secret, and what is shown instead. */
export interface Hiding {
  show(secret: string): string;
  /** Whether something in a text, made of another, is shown instead of a secret. */
  isShownIn(text: string, original: string): boolean;
  /** Whether what goes by this name is one. */
  isSecret(name: string): boolean;
  /** Whether it is one in a form or an address, where some names mean something else than in JSON. */
  isSecretField(name: string): boolean;
  /** A text in which all that is looked for in any text is hidden, without whatever else there is to hide. */
  hideMore(text: string, hide: (secret: string) => string): string;
}

/** Hides codes, keys, tokens, passwords and cookies behind one word. */
const masking: Hiding = {
  show: () => mask,
  isShownIn: (text) => text.includes(mask),
  isSecret: isSecretName,
  // `code` is what OAuth exchanges for a token.
  isSecretField: (name) => isSecretName(name) || name === "code" || name === "code_verifier",
  hideMore: (text) => text,
};

/** The secrets that one exchange gave away, so that they are masked wherever else it repeats them. */
export interface FoundSecrets {
  readonly hiding: Hiding;
  /** Remembers a secret and gives back what is shown instead. */
  hide(secret: string): string;
  /** The text without most of the secrets found so far: each may cost to look for all of them. */
  clean(text: string): string;
  /** The same for all that were found. */
  all(): Pick<FoundSecrets, "clean">;
}

/** Shorter values are not looked for elsewhere: they would tear holes into ordinary words. */
const leastLength = 8;
/** What an exchange of people has: each is looked for at once. */
const few = 30;
/** A body full of what looks like codes must not take minutes to read. */
const mostForms = 100;
/** A longer secret is looked for as it is, and not as it would be written elsewhere. */
const mostWritten = 64 * 1024;

interface Sought {
  readonly hiding?: Hiding;
  /** Those that are known beforehand, whole, go first: what shows by its name may be but a part of one. */
  readonly known?: { clean(text: string): string } | undefined;
}

export function foundSecrets({ hiding = masking, known }: Sought = {}): FoundSecrets {
  const found = new Set<string>();
  let search: ReturnType<typeof searchFor> | null = null;
  let sought = 0;
  const look = () => {
    search = latestSearch([...found]);
    sought = found.size;
    return search;
  };
  const cleanWith = (text: string, by: ReturnType<typeof searchFor>) =>
    replaced(text, by(text), hiding.show);
  const withoutKnown = known ? (text: string) => known.clean(text) : (text: string) => text;
  return {
    hiding,
    hide(secret) {
      const bare = secret.trim();
      const shown = hiding.show(bare);
      if (found.size >= mostForms) return shown;
      if (bare.length < leastLength || bare === shown || found.has(bare)) return shown;
      found.add(bare);
      if (bare.length <= mostWritten) {
        found.add(inJson(bare)).add(encodeURIComponent(bare.toWellFormed()));
      }
      return shown;
    },
    clean(given) {
      const text = withoutKnown(given);
      if (found.size === 0) return text;
      // Of many secrets a search is made anew when there are half as many again, so that a hundred make a dozen.
      const isOld = found.size > (sought < few ? sought : sought * 1.5);
      return cleanWith(text, search === null || isOld ? look() : search);
    },
    all() {
      if (found.size === 0) return { clean: withoutKnown };
      const last = search !== null && found.size === sought ? search : look();
      return { clean: (text) => cleanWith(withoutKnown(text), last) };
    },
  };
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** Reports that follow each other tell the same secrets. */
let latest: { sought: readonly string[]; search: ReturnType<typeof searchFor> } | null = null;

function latestSearch(sought: readonly string[]): ReturnType<typeof searchFor> {
  if (
    latest?.sought.length !== sought.length ||
    latest.sought.some((one, index) => one !== sought[index])
  ) {
    latest = { sought, search: searchFor(sought) };
  }
  return latest.search;
}
