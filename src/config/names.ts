/** `portalUrl` is `--portal-url`. */
export const flagOf = (name: string) =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** `portalUrl` is `UNDERSTUDY_PORTAL_URL`. */
export const variableOf = (name: string) =>
  `UNDERSTUDY_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** Where an emulator is that was told nothing else. Whoever looks for it there needs to read no setting. */
export const standardPlaces = { data: ".understudy", port: "3000", controlPort: "3001" };

/** The product's version where nobody says another, and how one is written. */
export const productVersion = {
  standard: "18.5.0-ee",
  pattern: /^\d+\.\d[\w.+-]*$/,
  words: "a version such as 18.5.0-ee",
};
