import type { Edition } from "../activation/edition.ts";

/** Where the pages of the instance are. */
export const subscriptionPath = "/admin/subscription";

/** Where the product has the form for a license, among its general settings. */
export const settingsPath = "/admin/application_settings/general";

/** The id of the form in them. */
export const addLicense = "add-license";

/** A browser that is led there opens the section around the form. */
export const addLicensePlace = `${settingsPath}#${addLicense}`;

export const usersPath = "/admin/users";

export const explorerPath = "/-/graphql-explorer";

/** Where the product has had the page of personal access tokens, the newest first: scripts of all years come here for one. */
export const tokenPaths = [
  "/-/user_settings/personal_access_tokens",
  "/-/profile/personal_access_tokens",
  "/profile/personal_access_tokens",
] as const;

/** Places of the product that a person may look for in the menu, and that have nothing to do with the license. */
export const notEmulated: Readonly<Record<string, string>> = {
  "/dashboard/issues": "Issues",
  "/dashboard/merge_requests": "Merge requests",
  "/dashboard/todos": "To-Do List",
  "/-/user_settings/profile": "Profile",
  "/-/profile/preferences": "Preferences",
};

const ofLicenses: ReadonlySet<string> = new Set([subscriptionPath, addLicensePlace]);

/** Those of several places that an edition has: the free one has none for licenses. */
export const placesIn = <Place extends { readonly path: string }>(
  edition: Edition,
  places: readonly Place[],
): readonly Place[] =>
  edition === "ee" ? places : places.filter(({ path }) => !ofLicenses.has(path));

/** Where administrators begin. */
export const beginnings: Readonly<
  Record<Edition, { readonly path: string; readonly name: string; readonly sentence: string }>
> = {
  ee: {
    path: subscriptionPath,
    name: "Subscription",
    sentence: "The subscription page",
  },
  ce: { path: "/admin", name: "Admin area", sentence: "The admin area" },
};
