import { formOf, withPlainForm } from "../../listener/forms.ts";
import { escapeHtml, page } from "../../listener/html.ts";
import type { Incoming, Reply } from "../../listener/http.ts";
import type { Route } from "../../listener/router.ts";
import { contentOf } from "../licenses/read-key.ts";

const validateLicensePath = "/admin/license/validate_license";

/** Where the portal's people look into a key that a customer has sent. Whoever has the key can read it, so anybody may. */
export const validateLicenseRoutes: readonly Route<{ readonly public: null }>[] = [
  { method: "GET", path: validateLicensePath, access: "public", answer: () => form("") },
  {
    method: "POST",
    path: validateLicensePath,
    access: "public",
    // Nothing is changed.
    refuseForged: "by-operation",
    answer: ({ incoming }) => validated(incoming),
  },
];

async function validated(incoming: Incoming): Promise<Reply> {
  const plain = await withPlainForm(incoming);
  const fields = plain.ok ? formOf(plain.value) : plain;
  const key = fields.ok ? (fields.value.get("license") ?? "") : "";
  const said = contentOf(key);
  return said === undefined
    ? form(key, `<p role="alert">This is no license key of this portal.</p>`, 422)
    : form(key, `<h2>License</h2>\n<pre>${escapeHtml(JSON.stringify(said, null, 2))}</pre>`);
}

const form = (key: string, found = "", status = 200): Reply =>
  page(
    "Validate License",
    `<h1>Validate License</h1>
<form method="post" action="${validateLicensePath}">
<label for="license">License key</label>
<textarea id="license" name="license" rows="10" required>${escapeHtml(key)}</textarea>
<button type="submit">Validate</button>
</form>
${found}`,
    { status },
  );
