import { packageFile } from "../base/package-file.ts";
import { csrfField, documentOf, pageHeaders, ribbon, type Width } from "../layout/document.ts";
import { type WebBuild, webBuildIn } from "../layout/web-build.ts";
import type { Answer } from "../listener/http.ts";
import { html } from "../listener/replies.ts";
import type { Controlled } from "./controlled.ts";

/** A page's own part. */
interface ControlContent {
  readonly title: string;
  /** HTML that is trusted: texts within it are escaped. */
  readonly body: string;
  readonly bodyClass?: string;
  /** Its style, by its entry in the build of `web/control`. */
  readonly style?: string;
  /** The script that takes the page over, by its entry in the build of `web/control`. */
  readonly script?: string;
  readonly width?: Width;
  readonly status?: number;
  /** Whether whoever is shown it has given the control token, where one is asked for: unless said, on every page but a refusal. */
  readonly isKnown?: boolean;
}

/** Puts a page's own part into the frame that the pages of the control API have. */
export interface ControlPages {
  readonly page: (content: ControlContent) => Answer;
  /** The built scripts and styles; null if they were not built. */
  readonly build: () => WebBuild | null;
}

/** Where the API is shown to people. */
export const apiPath = "/api";

const build = webBuildIn(packageFile("dist/web/control"));

export const controlPagesOf = ({
  clock,
  addresses,
  scenarios,
}: Pick<Controlled, "clock" | "addresses" | "scenarios">): ControlPages => ({
  build,
  page({ title, body, bodyClass = "", style = "control.css", script, ...more }) {
    const { width = "text", status = 200, isKnown } = more;
    const { "content-security-policy": policy, ...headers } = pageHeaders();
    const { instance, portal } = addresses;
    const document = documentOf({
      title,
      build: build(),
      style,
      script,
      session: null,
      bodyClass: `without-menu ${bodyClass}`,
      before: ribbon({
        what: "the parties that you test with",
        name: "control API",
        today: clock.today(),
        running: clock.running,
        scenario: scenarios.present(),
        // Others are asked for the control token.
        isKnown: isKnown ?? status === 200,
        links: [
          { name: "Control", href: "/" },
          { name: "API", href: apiPath },
          { name: "Instance", href: instance.url },
          { name: "Portal", href: portal?.url ?? null },
        ],
      }),
      flash: null,
      width,
      body,
    });
    return html(status, document, {
      ...headers,
      // What mails look like is shown in a frame.
      "content-security-policy": `${policy}; frame-src 'self'`,
      // Anybody's page can open the dashboard, and would hold on to its window otherwise.
      "cross-origin-opener-policy": "same-origin",
    });
  },
});

/** The field of a form that proves that it is of a page. */
export const formField = (csrfToken: string) => csrfField({ csrfToken });
