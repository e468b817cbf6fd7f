import type { TestEmulator } from "./emulator-on.ts";

/** A page as a browser without scripts shows it. */
interface ShownPage {
  readonly status: number;
  /** Where the answer leads to; null if it leads nowhere. */
  readonly location: string | null;
  readonly html: string;
  /** The words of the page's own part. */
  readonly words: string;
  /** What the page tells first: in which role, and the words. */
  readonly told: { readonly role: string; readonly words: string } | null;
}

/** A person with a browser that runs no scripts. */
export interface Visitor {
  readonly cookie: () => string;
  /** Goes to a page of the party where the visit began, or of another one by its whole address. */
  show(path: string): Promise<ShownPage>;
  /** Fills in the form of the page that was shown last whose address ends so, and sends it; follows nothing. */
  submit(action: string, fields?: Readonly<Record<string, string>>): Promise<ShownPage>;
  /** The same, then goes where the answer leads. */
  submitAndLook(action: string, fields?: Readonly<Record<string, string>>): Promise<ShownPage>;
  /** Sends fields as they are, from no page. */
  send(path: string, fields: Readonly<Record<string, string>>): Promise<ShownPage>;
  /** Goes where an answer leads, and on from there until a page is shown. */
  follow(answer: ShownPage): Promise<ShownPage>;
}

/** Somebody at the stand-in portal. */
export interface PortalVisitor extends Visitor {
  signInAsStaff(password?: string): Promise<ShownPage>;
}

/** Somebody whose visit begins at a party. Cookies do not tell ports apart, and go to every party of this machine. */
export function visitorAt(origin: string): Visitor {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  let page = "";
  let at = origin;

  async function asked(url: URL, init: RequestInit = {}): Promise<ShownPage> {
    at = url.href;
    const response = await fetch(url, {
      redirect: "manual",
      ...init,
      headers: { accept: "text/html", cookie: cookie() },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/max-age=0/i.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    const html = await response.text();
    if (html !== "") page = html;
    return shownIn(response, html);
  }

  const send = (path: string, fields: Readonly<Record<string, string>>) =>
    asked(new URL(path, at), { method: "POST", body: new URLSearchParams(fields) });

  async function follow(answer: ShownPage): Promise<ShownPage> {
    let shown = answer;
    for (let steps = 0; shown.location !== null && steps < 10; steps += 1) {
      shown = await asked(new URL(shown.location, at));
    }
    return shown;
  }

  async function submit(action: string, fields: Readonly<Record<string, string>> = {}) {
    const form = formsIn(page).find((one) => one.action.endsWith(action));
    if (!form) throw new Error(`There is no form to ${action} on the page.`);
    return send(form.action, { ...form.fields, ...fields });
  }

  return {
    cookie,
    show: (path) => asked(new URL(path, origin)),
    send,
    submit,
    follow,
    async submitAndLook(action, fields) {
      const answer = await submit(action, fields);
      return answer.location === null ? answer : asked(new URL(answer.location, at));
    },
  };
}

export function portalVisitor({ ready }: Pick<TestEmulator, "ready">): PortalVisitor {
  const { portal, staff } = ready;
  const visitor = visitorAt(portal?.url ?? "");
  return {
    cookie: visitor.cookie,
    show: visitor.show,
    send: visitor.send,
    submit: visitor.submit,
    submitAndLook: visitor.submitAndLook,
    follow: visitor.follow,
    async signInAsStaff(password = staff?.password ?? "") {
      await visitor.show("/admins/sign_in");
      return visitor.submit("/admins/sign_in", {
        "admin[email]": staff?.email ?? "",
        "admin[password]": password,
      });
    },
  };
}

/** Somebody of the portal's staff who has signed in. */
export async function portalStaff(emulator: Pick<TestEmulator, "ready">): Promise<PortalVisitor> {
  const visitor = portalVisitor(emulator);
  await visitor.signInAsStaff();
  return visitor;
}

/** The token of a page's forms. */
export const csrfTokenIn = (html: string): string =>
  /name="authenticity_token" value="([^"]+)"/.exec(html)?.[1] ?? "";

function shownIn(response: Response, html: string): ShownPage {
  const [, main = ""] = /<main[^>]*>([\s\S]*)<\/main>/.exec(html) ?? [];
  const [, role, told] = /<p role="(alert|status)">([\s\S]*?)<\/p>/.exec(main) ?? [];
  return {
    status: response.status,
    location: response.headers.get("location"),
    html,
    words: wordsIn(main),
    told: role === undefined || told === undefined ? null : { role, words: wordsIn(told) },
  };
}

const wordsIn = (html: string) =>
  unescaped(html.replaceAll(/<[^>]+>/g, " "))
    .split(/\s+/)
    .join(" ")
    .trim();

const unescaped = (text: string) =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** What a browser would send of each form of a page that changes something, if nothing were typed. */
function formsIn(html: string) {
  return [
    ...html.matchAll(/<form[^>]* method="post" action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g),
  ].map(([, action = "", inner = ""]) => ({
    action: unescaped(action),
    fields: Object.fromEntries([
      ...[...inner.matchAll(/<input([^>]*)>/g)].flatMap(([, attributes = ""]) =>
        inputIn(attributes),
      ),
      ...[...inner.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)].flatMap(
        ([, attributes = "", text = ""]): [string, string][] => [
          [attributeIn(attributes, "name"), unescaped(text.replace(/^\n/, ""))],
        ],
      ),
      ...[...inner.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)].flatMap(
        ([, attributes = "", options = ""]): [string, string][] => {
          const [, chosen = ""] = /<option value="([^"]*)" selected/.exec(options) ?? [];
          return [[attributeIn(attributes, "name"), unescaped(chosen)]];
        },
      ),
    ]),
  }));
}

function inputIn(attributes: string): [string, string][] {
  const type = attributeIn(attributes, "type");
  const isOff = (type === "checkbox" || type === "radio") && !/ checked/.test(attributes);
  const name = attributeIn(attributes, "name");
  return name === "" || isOff ? [] : [[name, attributeIn(attributes, "value")]];
}

const attributeIn = (attributes: string, name: string) =>
  unescaped(new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? "");
