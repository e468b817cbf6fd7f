import type { Message } from "../activation/page-messages.ts";
import type { PageRoute } from "../instance/page-gate.ts";
import type { Session, SessionStore } from "../instance/session-store.ts";
import { csrfField } from "../layout/document.ts";
import type { Reply } from "../listener/http.ts";
import type { Flash } from "../listener/session-store.ts";
import { type Pages, takenFlash } from "./page.ts";
import { addLicense, addLicensePlace, settingsPath, subscriptionPath } from "./places.ts";

/** The general settings, as far as they are about the license. */
export const settingsRoutes = (pages: Pages, sessions: SessionStore): readonly PageRoute[] => [
  {
    method: "GET",
    path: settingsPath,
    access: "administrator",
    answer: (request) => form(pages, request.who, takenFlash(sessions, request)),
  },
];

/** The form once more, with what was wrong. */
export const addLicenseForm = (
  pages: Pages,
  session: Session,
  { message, status }: { readonly message: Message; readonly status: number },
): Reply => form(pages, session, { kind: "alert", message }, status);

function form({ page }: Pages, session: Session, flash: Flash | null, status = 200): Reply {
  // Whoever was refused tries again.
  const isOpen = flash?.kind === "alert";
  return page({
    title: "General settings",
    session,
    place: addLicensePlace,
    flash,
    status,
    body: `<h1>General settings</h1>
<details class="card section"${isOpen ? " open" : ""}>
<summary class="section-head">
<span class="section-title"><h2>Add license</h2><span class="hint">A license file, or its text.</span></span>
<span class="button" ${named("expand-add-license-button")}><span class="section-more">Expand</span><span class="section-less">Collapse</span></span>
</summary>
<form class="section-body license-form" id="${addLicense}" method="post" action="/admin/license" enctype="multipart/form-data">
${csrfField(session)}
<p>An activation code goes on the <a href="${subscriptionPath}">Subscription</a> page.</p>
<fieldset>
<legend>License type</legend>
<label><input id="license_type_file" name="license[type]" type="radio" value="file" checked ${named("license-type-file-radio")}> Upload a license file</label>
<label><input id="license_type_key" name="license[type]" type="radio" value="key" ${named("license-type-key-radio")}> Enter a license key</label>
</fieldset>
<div class="field license-by-file">
<label for="license_data_file">License file</label>
<input id="license_data_file" name="license[data_file]" type="file" ${named("license-file-field")}>
</div>
<div class="field license-by-key">
<label for="license_data">License key</label>
<textarea id="license_data" name="license[data]" rows="8" autocomplete="off" autocapitalize="off" spellcheck="false" ${named("license-key-field")}></textarea>
</div>
<label class="checkbox"><input id="accept_eula" name="accept_eula" type="checkbox" value="1" required ${named("accept-eula-checkbox")}> I accept the terms of the subscription.</label>
<button type="submit" ${named("license-upload-button")}>Add license</button>
</form>
</details>`,
  });
}

/** By which suites of today, and of earlier years, find a part. Source: page contract, elsewhere. */
const named = (id: string) => `data-testid="${id}" data-qa-selector="${id.replaceAll("-", "_")}"`;
