import { csrfField } from "../../../layout/document.ts";
import { areaField } from "../../../layout/fields.ts";
import { formOf, withPlainForm } from "../../../listener/forms.ts";
import { escapeHtml } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import { contentOf } from "../../licenses/read-key.ts";
import type { PortalPageRoute, PortalSession } from "../portal-session.ts";
import type { Desk } from "./desk.ts";
import { licenses } from "./resources.ts";

const path = `${licenses.path}/validate_license`;

/** Where staff looks into a key that a customer has sent. Whoever has the key can read it, so anybody may. */
export const validateLicenseRoutes = ({
  pages,
}: Pick<Desk, "pages">): readonly PortalPageRoute[] => {
  const form = (session: PortalSession | null, key: string, found = "", status = 200): Reply =>
    pages.page({
      title: "Validate License",
      area: session?.staff ? "staff" : "nobody",
      session,
      place: licenses.path,
      width: session?.staff ? "table" : "text",
      status,
      body: `<h1>Validate License</h1>
<form class="card card-body record-form" method="post" action="${path}">
${session ? csrfField(session) : ""}
${areaField({ name: "license", label: "License key", value: key, rows: 10, required: true })}
<button type="submit">Validate</button>
</form>
${found}`,
    });
  return [
    { method: "GET", path, access: "visitor", answer: ({ who }) => form(who, "") },
    {
      method: "POST",
      path,
      access: "visitor",
      // Nothing is changed.
      refuseForged: "by-operation",
      async answer({ incoming, who }) {
        const plain = await withPlainForm(incoming);
        const fields = plain.ok ? formOf(plain.value) : plain;
        const key = fields.ok ? (fields.value.get("license") ?? "") : "";
        const said = contentOf(key);
        return said === undefined
          ? form(who, key, `<p role="alert">This is no license key of this portal.</p>`, 422)
          : form(
              who,
              key,
              `<section class="card"><div class="card-head"><h2>License</h2></div>
<pre class="card-body" tabindex="0">${escapeHtml(JSON.stringify(said, null, 2))}</pre></section>`,
            );
      },
    },
  ];
};
