import { maskedText, shownStart } from "./mask-text.ts";
import { foundSecrets, mask } from "./secrets.ts";

const maxLength = 1_000;

/** No word of a sentence has as many letters, and what has underscores is the name of a field. */
const bareCode = /(?<!\w)[A-Za-z\d]{24}(?!\w)/g;

/**
 * What a portal said, as it may be kept, shown and logged: masked as traffic is, and without any other word that may be an
 * activation code, the one that it was asked about above all. It is cut after that, lest half a secret is left.
 */
export function portalWords(said: string, code?: string): string {
  const secrets = foundSecrets();
  if (code !== undefined) secrets.hide(code);
  const words = shownStart(said, maxLength, (text) =>
    maskedText(text, secrets).replace(bareCode, mask),
  );
  return words.length > maxLength ? shownStart(words, maxLength - 1, (text) => text) : words;
}
