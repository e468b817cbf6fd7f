/** `2025-06-01 12:00:00`: an instant of the emulator's clock for people. */
export const instantShown = (at: string): string => at.slice(0, 19).replace("T", " ");

/** Text of several lines from elsewhere, with a mark for what cannot be seen or turns the text around it. */
export const printable = (text: string): string =>
  text.replace(/(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, "\uFFFD");

/** `340 B`, `12.5 kB`, `1.2 MB`. */
export function sizeShown(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `8 ms`, `1.25 s`. */
export const durationShown = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`;
