import type { TestEmulator } from "../../support/emulator-on.ts";
import { visitorOf } from "../graphql/visitor.ts";

/** What a browser is shown, as words. */
interface Shown {
  readonly status: number;
  readonly location: string | null;
  readonly words: string;
  /** What the page tells of what was done before: in which role, and its HTML. */
  readonly told: { readonly role: string; readonly html: string } | null;
  readonly html: string;
}

interface Sent {
  readonly method?: string;
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a form is filled in with; a file is chosen on the visitor's disk. */
interface Filled {
  readonly text?: string;
  readonly file?: string | Uint8Array<ArrayBuffer>;
}

/** An administrator with a browser that runs no scripts. */
export interface Administrator {
  readonly csrfToken: string;
  readonly cookie: string;
  /** Sends a request, and follows nothing. */
  send(path: string, sent?: Sent): Promise<Shown>;
  show(path: string): Promise<Shown>;
  /** Sends the form that takes a license, as a browser does. */
  upload(filled: Filled): Promise<Shown>;
  /** The same, then goes where the answer leads. */
  uploadAndLook(filled: Filled): Promise<Answered>;
  /** Presses the button that removes the license in force. */
  remove(): Promise<Shown>;
}

/** Where an answer has led, and what was told there. */
interface Answered {
  readonly at: string | null;
  readonly told: Shown["told"];
}

export async function administratorOf(
  emulator: Pick<TestEmulator, "ready">,
): Promise<Administrator> {
  const visitor = visitorOf(emulator);
  await visitor.signIn();
  const { cookie, csrfToken } = visitor;
  const send = (path: string, { headers = {}, ...sent }: Sent = {}) =>
    shownAt(emulator, path, { ...sent, headers: { cookie, ...headers } });
  const upload = (filled: Filled) =>
    send("/admin/license", { method: "POST", body: formWith(csrfToken, filled) });
  const show = (path: string) => send(path);
  return {
    csrfToken,
    cookie,
    send,
    show,
    upload,
    async uploadAndLook(filled) {
      const { location, told } = await upload(filled);
      return location === null
        ? { at: null, told }
        : { at: location, told: (await show(location)).told };
    },
    remove: () =>
      send("/admin/license", {
        method: "POST",
        body: new URLSearchParams({ authenticity_token: csrfToken, _method: "delete" }),
      }),
  };
}

/** What a browser is shown at a path. */
export async function shownAt(
  { ready }: Pick<TestEmulator, "ready">,
  path: string,
  sent: Sent = {},
) {
  const response = await fetch(`${ready.instance.url}${path}`, { redirect: "manual", ...sent });
  const html = await response.text();
  const [, main = ""] = /<main[^>]*>([\s\S]*)<\/main>/.exec(html) ?? [];
  const [, role, told] = /<p role="(alert|status)">(.*)<\/p>/.exec(main) ?? [];
  return {
    status: response.status,
    location: response.headers.get("location"),
    words: wordsIn(main),
    told: role === undefined || told === undefined ? null : { role, html: told },
    html,
  };
}

const wordsIn = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, " ")
    .split(/\s+/)
    .join(" ")
    .trim();

/** A browser sends every field, and an empty file where none was chosen. */
function formWith(csrfToken: string, { text = "", file }: Filled): FormData {
  const form = new FormData();
  form.append("authenticity_token", csrfToken);
  const name = file === undefined ? "" : "Example.gitlab-license";
  form.append("license[data_file]", new Blob(file === undefined ? [] : [file]), name);
  form.append("license[data]", text);
  return form;
}
