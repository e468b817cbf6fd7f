import { text } from "../listener/replies.ts";
import type { Route } from "../listener/router.ts";
import { assetNameIn, assetReply, type WebBuild } from "./web-build.ts";

/** Where the built scripts and styles of a party's pages are served. */
const assetsPath = "/assets";

/** The scripts and styles of the pages, which anybody may see. */
export const assetRoutes = (
  build: () => WebBuild | null,
): readonly Route<{ readonly public: null }>[] => [
  {
    method: "GET",
    path: `${assetsPath}/{file}`,
    access: "public",
    answer({ incoming }) {
      const found = build();
      return found === null ? notBuilt : assetReply(found, assetNameIn(incoming, ""), incoming);
    },
  },
];

const notBuilt = text(
  503,
  "Scripts and styles have not been built. Run `npm run prepare`, then reload.\n",
  { "x-content-type-options": "nosniff" },
);

/** Whether a path is that of a script, style or font of the pages. */
export const isAssetOfPages = (url: string): boolean => url.startsWith(`${assetsPath}/`);
