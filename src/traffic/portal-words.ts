import type { KnownSecrets } from "./known-secrets.ts";
import { maskedText, shownStart } from "./mask-text.ts";
import { foundSecrets, mask } from "./secrets.ts";

const maxLength = 1_000;

/** No word of a sentence has as many letters, and what has underscores is the name of a field. */
const bareCode = /(?<!\w)[A-Za-z\d]{24}(?!\w)/g;

interface Meant {
  /** The one that the portal was asked about. */
  readonly code?: string | undefined;
  /** What the emulator knows to be secret. */
  readonly known?: Pick<KnownSecrets, "clean">;
}

/**
 * What a portal said, as it may be kept, shown and logged: masked as traffic is, and without any other word that may be an
 * activation code, the one that it was asked about above all, nor any secret that the emulator knows. It is cut after that,
 * lest half a secret is left.
 */
export function portalWords(said: string, { code, known }: Meant = {}): string {
  const secrets = foundSecrets({ known });
  if (code !== undefined) secrets.hide(code);
  const words = shownStart(said, maxLength, (text) =>
    secrets.all().clean(maskedText(text, secrets)).replace(bareCode, mask),
  );
  return words.length > maxLength ? shownStart(words, maxLength - 1, (text) => text) : words;
}
