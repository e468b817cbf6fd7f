/** The product's version where nobody says another, and how one is written. */
export const productVersion = {
  standard: "18.5.0-ee",
  pattern: /^\d{1,4}\.\d[\w.+-]{0,90}$/,
  words: "a version such as 18.5.0-ee",
};
