/** `portalUrl` is `--portal-url`. */
export const flagOf = (name: string) =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** `portalUrl` is `UNDERSTUDY_PORTAL_URL`. */
export const variableOf = (name: string) =>
  `UNDERSTUDY_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** Where an emulator is that was told nothing else. Whoever looks for it there needs to read no setting. */
export const standardPlaces = { data: ".understudy", port: "3000", controlPort: "3001" };
