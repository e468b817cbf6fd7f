import { type DrawToken, type Scope, scopes, usernames } from "../activation/viewer.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { PageRoute } from "../instance/page-gate.ts";
import type { Session } from "../instance/session-store.ts";
import { csrfField } from "../layout/document.ts";
import { escapeHtml } from "../listener/html.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import type { Clock } from "../time/clock.ts";
import { addDays, type Day, parseDay } from "../time/day.ts";
import { type Pages, toldToScript } from "./page.ts";
import { tokenPaths } from "./places.ts";

interface TokenPageOptions {
  readonly pages: Pages;
  readonly clock: Clock;
  readonly drawToken: DrawToken;
}

/** Makes a personal access token of whoever is signed in, for people and for scripts that read the page. */
export const personalAccessTokenRoutes = (options: TokenPageOptions): readonly PageRoute[] =>
  tokenPaths.flatMap((path): readonly PageRoute[] => [
    { method: "GET", path, access: "signed-in", answer: ({ who }) => form(options, who, path) },
    {
      method: "POST",
      path,
      access: "signed-in",
      refuseForged: ({ who }) =>
        form(options, who, path, { problems: ["This form has expired. Please try again."] }),
      answer: ({ incoming, who, form: fields }) =>
        make(options, { incoming, session: who, path, fields: fields() }),
    },
  ]);

interface Asked {
  readonly incoming: Incoming;
  readonly session: Session;
  readonly path: string;
  readonly fields: URLSearchParams;
}

/** A script that asks for JSON is answered as the product's own page is. */
function make(options: TokenPageOptions, asked: Asked): Reply {
  const { clock, drawToken } = options;
  const { incoming, session, path, fields } = asked;
  const wantsJson = /\bjson\b/i.test(incoming.headers.accept ?? "");
  const wanted = tokenIn(fields, clock.today());
  if (!wanted.ok) {
    return wantsJson
      ? toldToScript(422, { errors: wanted.error })
      : form(options, session, path, { problems: wanted.error });
  }
  const user = usernames.find((name) => name === session.username) ?? "user";
  const { token } = drawToken({ user, ...wanted.value });
  return wantsJson
    ? toldToScript(200, { new_token: token })
    : form(options, session, path, { token });
}

interface Wanted {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresOn: Day;
}

/** Days until a token ends of which nobody said when. Source: the product's documentation of personal access tokens. */
const usualDays = 365;

function tokenIn(fields: URLSearchParams, today: Day): Result<Wanted, readonly string[]> {
  const name = (fields.get("personal_access_token[name]") ?? "").trim();
  const given = fields.getAll("personal_access_token[scopes][]");
  const until = (fields.get("personal_access_token[expires_at]") ?? "").trim();
  const expiresOn = until === "" ? addDays(today, usualDays) : parseDay(until);
  const wanted = scopes.filter((scope) => given.includes(scope));
  const problems = [
    ...(name === "" ? ["Name can't be blank"] : []),
    ...(name.length > 255 ? ["Name is too long"] : []),
    ...(wanted.length === 0 ? ["Scopes can't be blank"] : []),
    ...(given.length > wanted.length ? ["Scopes can only contain available scopes"] : []),
    ...(expiresOn === undefined || expiresOn <= today ? ["Expires at must be a day to come"] : []),
  ];
  return problems.length > 0 || expiresOn === undefined
    ? err(problems)
    : ok({ name, scopes: wanted, expiresOn });
}

function form(
  { pages }: TokenPageOptions,
  session: Session,
  path: string,
  { problems = [], token }: { readonly problems?: readonly string[]; readonly token?: string } = {},
): Reply {
  return pages.page({
    title: "Personal access tokens",
    session,
    place: tokenPaths[0],
    status: problems.length > 0 ? 422 : 200,
    body: `<h1>Personal access tokens</h1>
${problems.map((problem) => `<p role="alert">${escapeHtml(problem)}</p>`).join("\n")}
${token === undefined ? "" : created(token)}
<form class="card card-body" method="post" action="${path}">
${csrfField(session)}
<div class="field">
<label for="token_name">Token name</label>
<input id="token_name" name="personal_access_token[name]" maxlength="255" required>
</div>
<div class="field">
<label for="token_expires_at">Expiration date</label>
<input id="token_expires_at" name="personal_access_token[expires_at]" type="date" aria-describedby="token_without_date">
<p class="hint" id="token_without_date">Without a date it ends after ${usualDays} days of the instance's clock.</p>
</div>
<fieldset>
<legend>Scopes</legend>
${scopes.map(box).join("\n")}
</fieldset>
<button type="submit">Create token</button>
</form>`,
  });
}

/** The value follows the id at once: scripts look for both together. */
const created = (
  token: string,
) => `<p role="status">Your token was created. It is shown this once.</p>
<label for="created-personal-access-token">Your token</label>
<input type="text" name="created-personal-access-token" id="created-personal-access-token" value="${escapeHtml(token)}" readonly>`;

const box = (scope: Scope) =>
  `<label><input type="checkbox" name="personal_access_token[scopes][]" value="${scope}"> <span><code>${scope}</code> <span class="hint">${openedBy[scope]}</span></span></label>`;

const openedBy: Readonly<Record<Scope, string>> = {
  api: "reads and changes everything that the user may",
  read_api: "reads everything that the user may",
  read_user: "reads who the user is",
  sudo: "acts for any user, if an administrator's",
  admin_mode: "administers, where admin mode is required",
};
