/** An instant as the header of a mail has it, in UTC: `Sun, 01 Jun 2025 12:00:00 +0000`. Source: RFC 5322, 3.3. */
export const mailDate = (iso: string): string =>
  new Date(iso).toUTCString().replace(/GMT$/, "+0000");
