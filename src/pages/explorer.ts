import type { Edition } from "../activation/edition.ts";
import { administrator } from "../activation/viewer.ts";
import { packageFile } from "../base/package-file.ts";
import type { PageRoute } from "../instance/page-gate.ts";
import { assetNameIn, assetReply, type WebBuild, webBuildIn } from "../layout/web-build.ts";
import { escapeHtml } from "../listener/html.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { html, text } from "../listener/replies.ts";
import { beginnings, explorerPath } from "./places.ts";

/** Whose session a page is shown in; nobody's if null. */
interface Visitor {
  readonly username: string | null;
  readonly csrfToken: string | null;
  /** Whether the visitor must enter admin mode to count as an administrator. */
  readonly lacksAdminMode: boolean;
  /** A code that was sold and not used yet, for those who may activate it. */
  readonly activationCode: string | null;
  readonly edition: Edition;
}

export interface Explorer {
  /** The page itself, which anybody may see. */
  readonly page: (visitor: Visitor) => Reply;
  /** A script, style or font of the page. */
  readonly asset: (incoming: Incoming) => Reply;
}

const built = packageFile("dist/web/explorer");

/** GraphiQL, served from here and nowhere else. */
export function explorerIn(directory: string = built): Explorer {
  const build = webBuildIn(directory);
  return {
    page(visitor) {
      const found = build();
      return found === null ? notBuilt : html(200, documentOf(found, visitor), pageHeaders);
    },
    asset(incoming) {
      const found = build();
      return found === null
        ? notBuilt
        : assetReply(found, assetNameIn(incoming, explorerPath), incoming);
    },
  };
}

interface ExplorerOptions {
  readonly explorer: Explorer;
  readonly edition: Edition;
  /** Whether administrators must enter admin mode. */
  readonly adminMode: boolean;
  /** A code that was sold and not used yet; null if none is known. */
  readonly unusedCode: () => string | null;
}

/** The explorer's page and its files, which anybody may see. */
export const explorerRoutes = ({
  explorer,
  edition,
  adminMode,
  unusedCode,
}: ExplorerOptions): readonly PageRoute[] => [
  {
    method: "GET",
    path: explorerPath,
    access: "visitor",
    answer({ who }) {
      const { username = null, csrfToken = null } = who?.username ? who : {};
      const lacksAdminMode = adminMode && who?.inAdminMode === false;
      const activationCode = username === administrator ? unusedCode() : null;
      return explorer.page({ username, csrfToken, lacksAdminMode, activationCode, edition });
    },
  },
  {
    method: "GET",
    path: `${explorerPath}/assets/{file}`,
    access: "public",
    answer: ({ incoming }) => explorer.asset(incoming),
  },
];

const pageHeaders = {
  // The page carries the session's CSRF token.
  "cache-control": "no-store",
  "content-security-policy": [
    "default-src 'self'",
    // Monaco sets styles from script.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
};

function documentOf(build: WebBuild, visitor: Visitor): string {
  const { path, name } = beginnings[visitor.edition];
  const { file: script, styles } = build.entry("main.tsx") ?? { file: "", styles: [] };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    ${csrfMeta(visitor)}
    <title>GraphiQL</title>
    <link rel="icon" href="data:,">
    ${styles.map((style) => `<link rel="stylesheet" href="${explorerPath}/${style}">`).join("\n    ")}
    <script type="module" src="${explorerPath}/${script}"></script>
  </head>
  <body>
    <p id="visitor">
      <span>${visitor.username === null ? nobody : somebody(visitor.username, visitor)}</span>
      <span>Back to <a href="${path}">${name}</a> or <a href="/">the start page</a></span>
    </p>
    <div id="graphiql-container" data-graphql-endpoint-path="/api/graphql" data-edition="${visitor.edition}"${codeData(visitor)}>Loading…</div>
  </body>
</html>
`;
}

const csrfMeta = ({ csrfToken }: Visitor) =>
  csrfToken === null ? "" : `<meta name="csrf-token" content="${escapeHtml(csrfToken)}">`;

const codeData = ({ activationCode }: Visitor) =>
  activationCode === null ? "" : ` data-activation-code="${escapeHtml(activationCode)}"`;

const tokenHeader = `send a token: <code>{"PRIVATE-TOKEN": "…"}</code> under <em>Headers</em> of the tab.`;

const nobody = `Nobody is signed in. <a href="/users/sign_in">Sign in</a>, or ${tokenHeader}`;

const somebody = (username: string, { lacksAdminMode }: Visitor) =>
  `Signed in as <strong>${escapeHtml(username)}</strong>${lacksAdminMode ? ', not in admin mode: <a href="/admin/session/new">enter it</a> to read licenses' : ""}. <a href="/users/sign_out">Sign out</a>. To act as somebody else, ${tokenHeader}`;

const notBuilt: Reply = text(
  503,
  "The GraphQL explorer has not been built. Run `npm run prepare`, then reload.\n",
  { "x-content-type-options": "nosniff" },
);

/** Whether a path is that of a script, style or font of the explorer. */
export const isAssetOfExplorer = (url: string): boolean =>
  url.startsWith(`${explorerPath}/assets/`);
