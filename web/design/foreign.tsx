/** What would change how the text around it is shown, or not be shown at all. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** Text from elsewhere: as text, in its place whichever way it is written, and with a mark for what cannot be seen. */
export const Foreign = ({ text }: { readonly text: string }) => (
  <bdi>{text.replace(unprintable, "\uFFFD")}</bdi>
);
