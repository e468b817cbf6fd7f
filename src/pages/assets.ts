import type { PageRoute } from "../instance/page-gate.ts";
import { text } from "../listener/replies.ts";
import { assetsPath, type Pages } from "./page.ts";
import { explorerPath } from "./places.ts";
import { assetNameIn, assetReply } from "./web-build.ts";

/** The scripts and styles of the pages, which anybody may see. */
export const assetRoutes = ({ build }: Pages): readonly PageRoute[] => [
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

/** Whether a path is that of a script, style or font rather than of a page. */
export const isAsset = (url: string): boolean =>
  url.startsWith(`${assetsPath}/`) || url.startsWith(`${explorerPath}/assets/`);
