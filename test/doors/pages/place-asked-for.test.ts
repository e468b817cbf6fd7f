import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const wanted = "/admin/subscription?from=mail";
const home = "/";

/** A browser that keeps its cookie, and where each answer leads it. */
function browserAt({ ready }: TestEmulator) {
  let cookie = "";
  const send = async (path: string, fields?: Readonly<Record<string, string>>) => {
    const response = await fetch(`${ready.instance.url}${path}`, {
      redirect: "manual",
      headers: { cookie },
      ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
    });
    cookie = response.headers.getSetCookie()[0]?.split(";", 1)[0] ?? cookie;
    return { location: response.headers.get("location"), html: await response.text() };
  };
  /** Fills in a form with root's password. */
  const fillIn = async (form: string, action: string) => {
    const [, token = ""] =
      /name="authenticity_token" value="([^"]+)"/.exec((await send(form)).html) ?? [];
    const { username, password } = ready.root;
    return send(action, {
      authenticity_token: token,
      "user[login]": username,
      "user[password]": password,
    });
  };
  return {
    go: send,
    signIn: () => fillIn("/users/sign_in", "/users/sign_in"),
    signOut: () => fillIn("/users/sign_out", "/users/sign_out"),
    enterAdminMode: () => fillIn("/admin/session/new", "/admin/session"),
  };
}

describe("a page that was asked for too early", () => {
  test("is where signing in leads to, and not a second time", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const browser = browserAt(emulator);
    const asked = await browser.go(wanted);

    const signedIn = await browser.signIn();

    await browser.signOut();
    const again = await browser.signIn();
    expect([asked, signedIn, again].map(({ location }) => location)).toEqual([
      "/users/sign_in",
      wanted,
      home,
    ]);
  });

  test("is where entering admin mode leads to", async () => {
    await using emulator = await emulatorOn("2025-06-01", { adminMode: "true" });
    const browser = browserAt(emulator);
    await browser.go(wanted);
    const signedIn = await browser.signIn();
    const asked = await browser.go(wanted);

    const entered = await browser.enterAdminMode();

    expect([signedIn, asked, entered].map(({ location }) => location)).toEqual([
      wanted,
      "/admin/session/new",
      wanted,
    ]);
  });

  test("is none if something was to be changed", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const browser = browserAt(emulator);
    await browser.go("/admin/license", { "license[data]": "x" });

    expect((await browser.signIn()).location).toBe(home);
  });
});
