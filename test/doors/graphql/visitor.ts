import type { TestEmulator } from "../../support/emulator-on.ts";

/** A person with a browser, as far as cookies and forms go. */
export interface Visitor {
  cookie: string;
  csrfToken: string;
  signIn(password?: string): Promise<number>;
  enterAdminMode(): Promise<number>;
  signOut(csrfToken?: string): Promise<number>;
  /** Asks the instance's GraphQL as the page does. */
  ask(query: unknown, headers?: Record<string, string>): Promise<{ status: number; body: unknown }>;
}

export function visitorOf({ ready }: Pick<TestEmulator, "ready">): Visitor {
  const { url } = ready.instance;
  const visitor: Visitor = {
    cookie: "",
    csrfToken: "",
    async signIn(password = ready.root.password) {
      const csrf = tokenIn(await (await get("/users/sign_in")).text());
      const response = await post("/users/sign_in", {
        authenticity_token: csrf,
        "user[login]": ready.root.username,
        "user[password]": password,
      });
      visitor.csrfToken = tokenIn(await (await get("/users/sign_out")).text());
      return response.status;
    },
    enterAdminMode: async () =>
      (
        await post("/admin/session", {
          authenticity_token: visitor.csrfToken,
          "user[password]": ready.root.password,
        })
      ).status,
    signOut: async (csrfToken = visitor.csrfToken) =>
      (await post("/users/sign_out", { authenticity_token: csrfToken })).status,
    async ask(query, headers = { "x-csrf-token": visitor.csrfToken }) {
      const response = await fetch(`${url}/api/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", cookie: visitor.cookie, ...headers },
        body: JSON.stringify(query),
      });
      return { status: response.status, body: await response.json() };
    },
  };

  async function get(path: string) {
    return keeping(
      await fetch(`${url}${path}`, { redirect: "manual", headers: { cookie: visitor.cookie } }),
    );
  }

  async function post(path: string, fields: Record<string, string>) {
    return keeping(
      await fetch(`${url}${path}`, {
        method: "POST",
        redirect: "manual",
        headers: { cookie: visitor.cookie },
        body: new URLSearchParams(fields),
      }),
    );
  }

  /** Keeps the cookie that a server sets, as browsers do. */
  function keeping(response: Response): Response {
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) visitor.cookie = set.split(";", 1)[0] ?? "";
    return response;
  }
  return visitor;
}

const tokenIn = (html: string) => /name="authenticity_token" value="([^"]+)"/.exec(html)?.[1] ?? "";
