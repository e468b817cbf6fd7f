import { maskedText } from "./mask-text.ts";
import { foundSecrets, mask } from "./secrets.ts";

/** No word of a sentence has as many letters, and what has underscores is the name of a field. */
const bareCode = /(?<!\w)[A-Za-z\d]{24}(?!\w)/g;

/**
 * What a portal said, as it may be kept, shown and logged: masked as traffic is, and without any other word that may be an
 * activation code.
 */
export const portalWords = (said: string): string =>
  maskedText(said, foundSecrets()).replace(bareCode, mask);
