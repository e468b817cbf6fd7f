const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Makes any text safe between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? "");

/** Makes any text safe between tags. Quotation marks stay, so that the source has the product's sentences word by word. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (character) => entities[character] ?? "");

/** What would change how the text around it is shown, or not be shown at all. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** Text from elsewhere between tags: as text, in its place, and with a mark for what cannot be seen. */
export const foreignText = (text: string): string =>
  `<bdi>${escapeText(text.replace(unprintable, "\uFFFD"))}</bdi>`;
