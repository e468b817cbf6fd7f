import { understudy } from "../../support/command-line.ts";
import { listeningTo } from "../../support/event-stream.ts";
import { csrfTokenIn, visitorAt } from "../../support/portal-visitor.ts";
import { type MarkedEmulator, own } from "./marked-emulator.ts";

/** More texts of one's own, which come up in the story. */
const later = {
  letterCode: "QwMzTkVbNxRjLpHsDfGcYtKw",
  issuedToken: `Is"&<%41>\\Tq5Zv8Xk2WrNn7JbLd4Mc`,
  typedPassword: "Ty-Jk5Wd8Zx2VqRn9TbHm6Lc3YsGp7",
  strayToken: "St-Gx3Kv9Wn5ZqTr2XbJm8Ld6YcHs4",
  urlPassword: "Ur-Nf6Xw2Zk9VqTb5RjHm3Ld8YcGs7",
};

type Person = Awaited<ReturnType<typeof personAt>>;

/** Does with every secret what is done with it, and what goes wrong with it; all that is answered is kept. */
export async function live(emulator: MarkedEmulator) {
  const { ask, ready, secrets, see } = emulator;
  for (const [name, text] of Object.entries(later)) secrets.hide(name, text);
  const told = await everythingTold(emulator);
  await boughtAndActivated(emulator);
  await misread(emulator);
  await refusedByPortal(emulator);
  await atControl(emulator);
  const admin = await personAt(emulator, "instance");
  await atInstancePages(emulator, admin);
  const { staff, customer } = await atPortalPages(emulator);
  const ada = await atHostedProduct(emulator, customer);
  await onCommandLine(emulator);
  await ask("control", "/clock/advance", { method: "POST", body: { days: 2 } });
  await ask("control", "/snapshots", { method: "POST", body: { name: "A-S00000001" } });
  see("events", await told.sofar());
  await told[Symbol.asyncDispose]();
  secrets.hide("licenseKey", ...(await keysOf(emulator)));
  return { ready, admin, staff, customer, ada };
}

/** The keys as their lines: they are wrapped, and written anew elsewhere. */
async function keysOf({ ask }: MarkedEmulator) {
  const { body } = await ask("control", "/portal/licenses", {}, "control GET /portal/licenses");
  const numbers: readonly number[] = JSON.parse(body).map((one: { number: number }) => one.number);
  const lines = [];
  for (const number of numbers) {
    const file = await ask("control", `/portal/licenses/${number}/file`, {}, "control GET a file");
    lines.push(...file.body.split("\n").filter((line) => line.length >= 60));
  }
  return lines;
}

async function everythingTold({ ready }: MarkedEmulator) {
  const events = await listeningTo(`${ready.control.url}/events`, {
    authorization: `Bearer ${own.controlToken}`,
  });
  return {
    /** Everything up to a mail that is written now. */
    async sofar() {
      const last = "last@example.com";
      const asked = fetch(`${ready.control.url}/portal/subscriptions`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${own.controlToken}`,
        },
        body: JSON.stringify({ email: last }),
      });
      await asked;
      const told = [];
      for (;;) {
        const event = await events.next();
        told.push(event);
        if (event === null || JSON.stringify(event).includes(last)) return told;
      }
    },
    [Symbol.asyncDispose]: () => events[Symbol.asyncDispose](),
  };
}

const activation = (code: string) =>
  `mutation { gitlabSubscriptionActivate(input: {activationCode: "${code}"}) { errors license { id } } }`;

/** As clients of the instance send them, each in its way. */
async function boughtAndActivated({ ask, ready }: MarkedEmulator) {
  const graphql = (headers: Record<string, string>, body: unknown, query = "") =>
    ask("instance", `/api/graphql${query}`, { method: "POST", headers, body });
  const form = { "content-type": "application/x-www-form-urlencoded" };
  await ask("control", "/portal/subscriptions", {
    method: "POST",
    body: { activationCode: later.letterCode, email: "grace@example.com" },
  });
  await graphql({ "private-token": own.adminToken }, { query: activation(own.activationCode) });
  await graphql(
    { AUTHORIZATION: `bEaReR ${own.adminToken}` },
    { query: activation(later.letterCode) },
  );
  await graphql(
    { "pRiVaTe-ToKeN": own.adminToken },
    {
      query:
        "mutation($c: String!) { gitlabSubscriptionActivate(input: {activationCode: $c}) { errors } }",
      variables: { c: own.activationCode },
    },
  );
  await graphql(
    { ...form, "private-token": ready.tokens.readApi },
    new URLSearchParams({ query: activation(later.letterCode) }).toString(),
  );
  const inQuery = new URLSearchParams({
    private_token: own.userToken,
    query: activation(own.codeAtBoot),
  });
  await graphql({}, {}, `?${inQuery}`);
  await ask("instance", `/api/graphql?${inQuery}`);
  await ask("instance", `/api/v4/license?private_token=${encodeURIComponent(own.adminToken)}`);
  await ask("instance", `/api/v4/license?access_token=${everyCharacter(own.userToken)}`);
  await ask("instance", `/api/v4/user?%70rivate_token=${everyCharacter(own.adminToken)}`);
  const basic = Buffer.from(`root:${own.rootPassword}`).toString("base64");
  await ask("instance", "/api/v4/user", { headers: { authorization: `Basic ${basic}` } });
  await ask("instance", "/oauth/token", {
    method: "POST",
    headers: form,
    body: new URLSearchParams({
      grant_type: "password",
      username: "root",
      password: later.typedPassword,
    }).toString(),
  });
  await ask("instance", "/api/v4/license", {
    method: "POST",
    headers: { "private-token": own.adminToken },
    body: { license: Buffer.from(JSON.stringify({ data: later.strayToken })).toString("base64") },
  });
}

const everyCharacter = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join("");

/** Where secrets stand in the wrong place, in half a body, or in what cannot be read. */
async function misread({ ask }: MarkedEmulator) {
  const token = own.adminToken;
  const texts = [own.adminToken, own.activationCode, own.rootPassword];
  for (const text of texts) {
    const base64 = Buffer.from(text).toString("base64");
    const inPath = encodeURIComponent(text);
    for (const party of ["instance", "portal", "hosted", "control"] as const) {
      await ask(party, `/${inPath}`, {}, `${party} GET a path`);
      await ask(party, `/${everyCharacter(text)}/x?y=${inPath}`, {}, `${party} GET a path`);
    }
    const header = /[^\x20-\x7e]/.test(text) ? base64 : text;
    const headers = { "private-token": token, "x-note": header, "x-base64": base64 };
    const bodies = [
      JSON.stringify({ query: activation(text) }).slice(0, -30),
      `{"query": "mutation { gitlabSubscriptionActivate(input: {activationCode: \\"${text}`,
      `{"token": "${text}"`,
      JSON.stringify({ query: `# ${text}\n{ currentLicense { id } }` }),
      ...(/^\w+$/.test(text) ? [JSON.stringify({ query: `{ ${text} }` })] : []),
      JSON.stringify({ query: "{ echo(text: $t) }", variables: { t: base64 } }),
      JSON.stringify([text, { [text]: base64 }]),
      text,
      base64,
    ];
    for (const body of bodies) {
      await ask("instance", "/api/graphql", { method: "POST", headers, body });
      await ask("instance", "/api/v4/license", { method: "POST", headers, body });
      await ask("portal", "/graphql", { method: "POST", headers, body });
      await ask("control", "/tokens", { method: "POST", body });
      await ask("control", "/portal/subscriptions", { method: "POST", body });
    }
    await ask("instance", "/api/graphql", {
      method: "POST",
      headers: { ...headers, "content-type": "multipart/form-data; boundary=b" },
      body: `--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n${text}\r\n`,
    });
    await ask("instance", `http://root:${inPath}@127.0.0.1/api/v4/user`, {}, "instance GET a URL");
  }
}

/** Answers of a portal that repeat the code, in any form, whole and cut off. */
async function refusedByPortal({ ask }: MarkedEmulator) {
  const code = later.letterCode;
  const sayings = [
    code,
    own.portalAdminToken,
    own.proxyPassword,
    Buffer.from(code).toString("base64"),
    everyCharacter(code),
    `https://mailer:${later.urlPassword}@mail.example.com/${code}`,
  ];
  const bodies = sayings.flatMap((said) => [
    said,
    `Could not redeem ${said}`,
    `{"errors": ["Not ${said}`,
    JSON.stringify({ errors: [`The code ${said} was used up.`] }),
    `<html><body title="${said}">${said}</body></html>`,
  ]);
  const faults = [
    ...bodies.map((body) => ({ kind: "status", status: 422, body })),
    ...["html", "truncated", "broken-json", "empty", "drop-connection", "foreign-key"].map(
      (kind) => ({ kind }),
    ),
    { kind: "errors", errors: [`Refused: ${code}`] },
    { kind: "graphql-errors", errors: [{ message: `Refused: ${code}` }] },
  ];
  for (const fault of faults) {
    await ask("control", "/faults", { method: "POST", body: fault }, "control POST /faults");
    await ask(
      "instance",
      "/api/graphql",
      {
        method: "POST",
        headers: { "private-token": own.adminToken },
        body: { query: activation(code) },
      },
      "instance POST an activation that fails",
    );
  }
  const body = JSON.stringify({ errors: [`No report of ${code}, ${own.proxyPassword}`] });
  await ask("control", "/faults", {
    method: "POST",
    body: { kind: "status", status: 422, body, endpoint: "seat-links" },
  });
  await ask("control", "/jobs/seat-link/run", { method: "POST" });
  await ask("control", "/jobs/service-token/run", { method: "POST" });
}

/** What its callers send to the control API, and what is refused of it. */
async function atControl({ ask, ready, secrets }: MarkedEmulator) {
  const asked = (path: string, body: unknown, method = "POST", headers = {}) =>
    ask("control", path, { method, body, headers });
  const issued = { user: "root", scopes: ["api"], token: later.issuedToken };
  await ask("control", "/tokens", { method: "POST", body: issued }, "control POST a token");
  await asked("/tokens", issued);
  await asked("/tokens", { ...issued, user: later.issuedToken });
  await asked("/tokens", { user: "root", scopes: [own.adminToken] });
  await asked("/state", undefined, "GET", { authorization: `Bearer ${own.controlToken}x` });
  await asked("/state", undefined, "GET", { authorization: own.controlToken });
  await asked("/portal/subscriptions", { activationCode: own.activationCode });
  await asked("/portal/subscriptions", { activationCode: own.codeAtBoot.slice(1) });
  await asked("/portal/subscriptions", { plan: own.codeAtBoot });
  await asked("/doctor", {});
  for (const url of [
    `http://me:${later.urlPassword}@portal.test`,
    `http://127.0.0.1:9/?token=${later.urlPassword}`,
    `http:me:${later.urlPassword}@portal.test`,
  ]) {
    await asked("/doctor", { portalUrl: url });
  }
  await asked("/console", { input: `License.find_by(data: "${own.adminToken}")` });
  await asked("/console", { input: own.rootPassword });
  await ask(
    "control",
    "/console",
    { method: "POST", body: { input: "License.current.data" } },
    "control POST License.current.data",
  );
  await asked("/licenses/explain", { license: own.activationCode });
  await asked("/har/diagnose", logOfCustomer);
  await asked("/har/diagnose", JSON.stringify(logOfCustomer).slice(0, -40));
  const api = { "x-admin-email": "gl_com_api@gitlab.com", "x-admin-token": own.portalAdminToken };
  await ask("portal", "/api/admin/licenses", { headers: api });
  await ask("portal", "/api/admin/licenses", {
    headers: { ...api, "x-admin-token": `${own.portalAdminToken}x` },
  });
  await asked(
    `/portal/licenses?search=${encodeURIComponent(own.activationCode)}`,
    undefined,
    "GET",
  );
  secrets.hide("activationCode", ready.activationCode ?? "");
}

/** What a browser has written down of an activation that failed, secrets included. */
const logOfCustomer = {
  log: {
    version: "1.2",
    entries: [
      {
        startedDateTime: "2025-06-01T12:00:00.000Z",
        time: 12,
        request: {
          method: "POST",
          url: `https://ops:${later.urlPassword}@gitlab.example.com/api/graphql?private_token=${later.strayToken}`,
          headers: [
            { name: "Cookie", value: `_gitlab_session=${later.strayToken}` },
            { name: "PRIVATE-TOKEN", value: later.strayToken },
          ],
          postData: {
            mimeType: "application/json",
            text: JSON.stringify([
              {
                operationName: "activateSubscription",
                query: activation(later.letterCode),
                variables: {
                  gitlabSubscriptionActivateInput: { activationCode: own.activationCode },
                },
              },
            ]),
          },
        },
        response: {
          status: 200,
          headers: [{ name: "Set-Cookie", value: `_gitlab_session=${later.strayToken}` }],
          content: {
            mimeType: "application/json",
            text: JSON.stringify([
              {
                data: {
                  gitlabSubscriptionActivate: {
                    license: null,
                    errors: ["CONNECTIVITY_ERROR", `Refused: ${own.activationCode}`],
                  },
                },
              },
            ]),
          },
        },
      },
    ],
  },
};

/** Somebody with a browser, whose cookies and form tokens are secrets. */
async function personAt({ ready, secrets, see }: MarkedEmulator, party: keyof typeof ports) {
  const visitor = visitorAt(ports[party](ready));
  function note(page: Awaited<ReturnType<typeof visitor.show>>, name: string) {
    for (const [, value = ""] of visitor.cookie().matchAll(/=([^;]{12,})/g)) {
      secrets.hide("sessionCookie", value);
    }
    const token = csrfTokenIn(page.html);
    if (token.length > 12) secrets.hide("formToken", token);
    see(`page ${party} ${name.replace(/\?.*/, "")}`, page);
    return page;
  }
  return {
    cookie: visitor.cookie,
    show: async (path: string, name = `GET ${path}`) => note(await visitor.show(path), name),
    submit: async (
      action: string,
      fields: Readonly<Record<string, string>> = {},
      name = `POST ${action}`,
    ) => note(await visitor.submit(action, fields), name),
    send: async (path: string, fields: Readonly<Record<string, string>>) =>
      note(await visitor.send(path, fields), `POST ${path} of another site`),
    follow: async (answer: Awaited<ReturnType<typeof visitor.show>>, name: string) =>
      note(await visitor.follow(answer), name),
  };
}

type Ready = MarkedEmulator["ready"];

const ports = {
  instance: ({ instance }: Ready) => instance.url,
  portal: ({ portal }: Ready) => portal?.url ?? "",
  hosted: ({ hosted }: Ready) => hosted?.url ?? "",
};

async function atInstancePages({ secrets, ready }: MarkedEmulator, admin: Person) {
  const signIn = "/users/sign_in";
  await admin.show(signIn);
  for (const password of [later.typedPassword, own.activationCode, own.rootPassword]) {
    await admin.submit(signIn, { "user[login]": ready.root.username, "user[password]": password });
    if (password !== own.rootPassword) await admin.show(signIn);
  }
  const tokens = "/-/user_settings/personal_access_tokens";
  await admin.show(tokens);
  await admin.submit(tokens, { "personal_access_token[name]": " " });
  const made = await admin.submit(
    tokens,
    { "personal_access_token[name]": "script", "personal_access_token[scopes][]": "api" },
    "POST a personal access token",
  );
  secrets.hide("personalAccessToken", /glpat-\w{20}/.exec(made.html)?.[0]);
  await admin.send(signIn, { "user[password]": later.typedPassword, authenticity_token: "forged" });
  await admin.show("/admin/subscription");
  await admin.submit("/admin/license", { "license[data]": own.activationCode });
  await admin.show("/admin/license/download", "GET the key of the license");
}

/** The links that were mailed to somebody, and the tokens in them. */
async function linksTo({ ask, secrets }: MarkedEmulator, to: string) {
  const { body } = await ask(
    "control",
    `/mailbox?to=${encodeURIComponent(to)}`,
    {},
    "control GET /mailbox",
  );
  const mails: readonly { readonly text: string }[] = JSON.parse(body);
  const links = mails.flatMap(({ text }) => /http:\S+token=\w+/.exec(text) ?? []);
  for (const link of links) secrets.hide("oneTimeLink", /token=(\w+)/.exec(link)?.[1]);
  return links.map((link) => {
    const { pathname, search } = new URL(link);
    return `${pathname}${search}`;
  });
}

async function atPortalPages(emulator: MarkedEmulator) {
  const { ready, secrets } = emulator;
  const staff = await personAt(emulator, "portal");
  const email = ready.staff?.email ?? "";
  for (const password of [later.typedPassword, ready.staff?.password ?? ""]) {
    await staff.show("/admins/sign_in");
    await staff.submit("/admins/sign_in", { "admin[email]": email, "admin[password]": password });
  }
  const oneTime = "/admin/customer/1/one_time_sign_in_url";
  await staff.show(oneTime);
  const { html } = await staff.submit(oneTime, {}, "POST a link to sign in once");
  secrets.hide("oneTimeLink", /token=(\w+)/.exec(html)?.[1]);
  const customer = await personAt(emulator, "portal");
  await customer.show("/customers/sign_in?legacy=true");
  await customer.submit("/customers/sign_in", {
    "customer[email]": "grace@example.com",
    "customer[password]": later.typedPassword,
  });
  await customer.show("/customers/sign_up");
  await customer.submit("/customers/sign_up", {
    "customer[name]": "Ada Lovelace",
    "customer[email]": "ada@example.com",
    "customer[company]": "Example Company",
    "customer[password]": later.typedPassword,
    "customer[password_confirmation]": `${later.typedPassword}x`,
  });
  await customer.show("/customers/password/new");
  await customer.submit("/customers/password/new", { "customer[email]": "grace@example.com" });
  await customer.show("/customers/sign_in");
  await customer.submit("/customers/sign_in/link", { "customer[email]": "grace@example.com" });
  const [reset = "", link = ""] = await linksTo(emulator, "grace@example.com");
  await customer.show(reset, "GET a link to a new password");
  await customer.submit("/customers/password/edit", {
    "customer[password]": later.typedPassword,
    "customer[password_confirmation]": "another one",
  });
  await customer.show(link, "GET a link to sign in");
  await customer.submit("/customers/sign_in/link/use");
  await customer.show(link, "GET a link that was used");
  await customer.show("/customers/edit");
  await customer.submit("/customers/edit/password", {
    "customer[current_password]": later.typedPassword,
    "customer[password]": later.typedPassword,
    "customer[password_confirmation]": "another one",
  });
  await customer.show("/subscriptions", "GET the customer's subscriptions");
  return { staff, customer };
}

/** Whoever has a hosted subscription, links their account, and lets the portal in. */
async function atHostedProduct(emulator: MarkedEmulator, customer: Person) {
  const { ask, secrets, ready } = emulator;
  const bought = { deployment: "hosted", email: "grace@example.com" };
  const { body: sold } = await ask("control", "/portal/subscriptions", {
    method: "POST",
    body: bought,
  });
  const { body } = await ask(
    "control",
    "/hosted/users",
    { method: "POST", body: { username: "grace" } },
    "control POST a user of the hosted product",
  );
  const { password, token } = JSON.parse(body);
  secrets.hide("hostedPassword", password);
  secrets.hide("hostedToken", token);
  await ask("control", "/hosted/groups", {
    method: "POST",
    body: { name: "Team", owner: "grace" },
  });
  await customer.show("/customers/edit");
  await customer.follow(await customer.submit("/customers/auth/gitlab"), "GET to sign in");
  await customer.submit("/users/sign_in", { login: "grace", password: later.typedPassword });
  const signedIn = await customer.submit("/users/sign_in", { login: "grace", password });
  await customer.follow(signedIn, "GET to authorize");
  const authorized = await customer.submit(
    "/oauth/authorize",
    { decision: "authorize" },
    "POST to authorize",
  );
  const { searchParams } = new URL(authorized.location ?? "", ready.portal?.url);
  secrets.hide("oauthCode", searchParams.get("code") ?? "");
  await customer.follow(authorized, "GET back with a code");
  await ask("control", `/portal/subscriptions/${JSON.parse(sold).name}/group`, {
    method: "PUT",
    body: { group: "team" },
  });
  await ask("hosted", `/api/v4/user?access_token=${token}`);
  await ask("hosted", "/oauth/token", {
    method: "POST",
    body: { code: searchParams.get("code"), client_secret: later.strayToken },
  });
  const ada = await personAt(emulator, "hosted");
  await ada.show("/users/sign_in");
  await ada.submit("/users/sign_in", { login: "grace", password });
  return ada;
}

/** Commands that are given secrets, rightly and wrongly. */
async function onCommandLine({ ready, see }: MarkedEmulator) {
  const control = ["--control-url", ready.control.url, "--control-token", own.controlToken];
  const run = async (name: string, ...args: readonly string[]) =>
    see(`command ${name}`, await understudy(args));
  await run("activate", "activate", own.activationCode, ...control);
  await run("activate", "activate", own.codeAtBoot, ...control);
  await run("activate", "activate", own.activationCode.slice(1), ...control);
  await run(
    "activate",
    "activate",
    own.activationCode,
    "--url",
    "http://127.0.0.1:9",
    "--token",
    own.adminToken,
  );
  await run("activate", "actvate", own.activationCode);
  await run(
    "token create",
    "token",
    "create",
    "--token",
    later.issuedToken,
    "--user",
    "root",
    "--scope",
    "api",
    ...control,
  );
  await run("token create", "token", "create", "--token", own.adminToken.slice(0, 7), ...control);
  await run("portal sell", "portal", "sell", "--code", own.activationCode, ...control);
  await run("portal sell", "portal", "sell", "--cod", own.activationCode, ...control);
  await run(
    "state",
    "state",
    "--control-url",
    ready.control.url,
    "--control-token",
    later.strayToken,
  );
  await run("state", "state", ...control, "--json");
  await run("doctor", "doctor", ...control);
  await run("doctor", "doctor", "--portal-url", `http://me:${later.urlPassword}@127.0.0.1:9`);
  await run("traffic", "traffic", "list", ...control);
  await run("timeline", "timeline", ...control);
  await run("mailbox list", "mailbox", "list", ...control);
  await run("status", "status");
  const refused = [
    ["--portal-url", `http://me:${later.urlPassword}@portal.test`],
    ["--smtp-url", `smtp://me:${later.urlPassword}@mail.test/what?else=1`],
    ["--admin-token", later.strayToken, "--user-token", later.strayToken],
    ["--admin-token", `${later.strayToken} and more`],
    ["--control-token", `${later.strayToken} and more`],
    ["--activation-code", own.activationCode.slice(1)],
    [`--admin-tokn=${later.strayToken}`],
  ];
  for (const flags of refused) await run("serve", "serve", "--memory", ...flags);
}
