import { csrfField } from "../../../layout/document.ts";
import { textField } from "../../../layout/fields.ts";
import { icons } from "../../../layout/icons.ts";
import type { Reply } from "../../../listener/http.ts";
import type { Desk } from "./desk.ts";
import { type AtRecord, recordPage } from "./record-page.ts";
import { type Resource, recordPath } from "./resource.ts";

interface Forwarding {
  readonly title: string;
  /** What is forwarded, as HTML. */
  readonly what: string;
  /** What was typed, and what is wrong with it; undefined if nobody has typed. */
  readonly typed?: { readonly to: string; readonly flaw: string } | undefined;
}

/** Sends what a record is about to one address, which need not be the customer's. */
export const forwardPage = (
  desk: Desk,
  resource: Resource,
  at: AtRecord,
  { title, what, typed }: Forwarding,
): Reply =>
  recordPage(desk, resource, at, {
    tab: "forward_email",
    title,
    status: typed ? 422 : 200,
    body: `<form class="card card-body record-form" method="post" action="${recordPath(resource, at.row)}/forward_email" novalidate>
${csrfField(at.request.who)}
<p>${what} is sent to one address. Nobody gets a copy.</p>
${textField({ name: "email", label: "Email", type: "email", value: typed?.to ?? "", error: typed?.flaw, required: true })}
<div class="actions"><button type="submit">${icons.forward}Forward</button></div>
</form>`,
  });
