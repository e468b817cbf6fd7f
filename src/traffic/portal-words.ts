import { maskedText } from "./mask-text.ts";
import { foundSecrets, mask } from "./secrets.ts";

const maxLength = 1_000;

/** No word of a sentence has as many letters, and what has underscores is the name of a field. */
const bareCode = /(?<!\w)[A-Za-z\d]{24}(?!\w)/g;

/**
 * What a portal said, as it may be kept, shown and logged: masked as traffic is, and without any other word that may be an
 * activation code. It is cut after that, lest half a secret is left.
 */
export const portalWords = (said: string): string =>
  shortened(maskedText(said, foundSecrets()).replace(bareCode, mask));

/** At most 1,000 characters, of which the last is an ellipsis if there were more. */
export const shortened = (text: string): string =>
  text.length > maxLength
    ? `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, "")}…`
    : text;
