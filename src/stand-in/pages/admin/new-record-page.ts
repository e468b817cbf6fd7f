import { csrfField } from "../../../layout/document.ts";
import type { Reply } from "../../../listener/http.ts";
import type { StaffRequest } from "../portal-session.ts";
import type { Desk } from "./desk.ts";
import type { Resource } from "./resource.ts";
import type { Back } from "./returned-form.ts";

/** A page with a form for a record to come. */
export const newPage = (
  { pages }: Desk,
  resource: Resource,
  { who }: StaffRequest,
  { status, alert }: Back,
  fields: string,
): Reply =>
  pages.page({
    title: `New ${resource.name}`,
    area: "staff",
    session: who,
    place: resource.path,
    width: "table",
    status,
    body: `<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/admin">Dashboard</a></li><li><a href="${resource.path}">${resource.plural}</a></li><li aria-current="page">New</li></ol></nav>
<h1>New ${resource.name}</h1>
${alert}
<form class="card card-body record-form" method="post" action="${resource.path}/new" novalidate>
${csrfField(who)}
${fields}
<div class="actions"><button type="submit">Save</button><a class="button" href="${resource.path}">Cancel</a></div>
</form>`,
  });
