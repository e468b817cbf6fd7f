import { csrfField } from "../../../layout/document.ts";
import { escapeHtml, escapeText, foreignText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import type { PortalPageRoute } from "../portal-session.ts";
import { actorOf, type Desk, late } from "./desk.ts";
import { type AtRecord, onRecord, recordPage } from "./record-page.ts";
import { recordPath, textAt } from "./resource.ts";
import { customers } from "./resources.ts";

const tab = "one_time_sign_in_url";

/** *One time sign in url* of a customer: staff draw it, and hand it over. Source: portal people, B2. */
export const oneTimeSignInRoutes = (desk: Desk): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: `${customers.path}/{id}/${tab}`,
    access: "staff-page",
    answer: onRecord(desk, customers, (request, row) => page(desk, { request, row })),
  },
  {
    method: "POST",
    path: `${customers.path}/{id}/${tab}`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer: onRecord(desk, customers, (request, row) => {
      const url = desk.people.oneTimeLink(Number(row["id"]), actorOf(request.who));
      return url.ok
        ? page(desk, { request, row }, { url: url.value })
        : page(desk, { request, row }, { refusal: url.error.message });
    }),
  },
];

const page = (
  desk: Desk,
  at: AtRecord,
  { url, refusal }: { readonly url?: string; readonly refusal?: string } = {},
): Reply =>
  recordPage(desk, customers, at, {
    tab,
    title: "One time sign in url",
    status: refusal === undefined ? 200 : 422,
    body: `${refusal === undefined ? "" : `<p role="alert">${escapeText(refusal)}</p>`}
${url === undefined ? "" : drawn(url)}
<form class="card card-body record-form" method="post" action="${recordPath(customers, at.row)}/${tab}">
${csrfField(at.request.who)}
<p>A link with which ${foreignText(textAt(at.row, "email"))} can sign in once, within 24 hours. It takes the place of those before it, those of mails too.</p>
<div class="actions"><button type="submit">Draw the link</button></div>
</form>`,
  });

const drawn = (url: string) => `<div class="card card-body field">
<label for="one_time_url">One time sign in url</label>
<input id="one_time_url" class="code-field" value="${escapeHtml(url)}" readonly>
</div>`;
