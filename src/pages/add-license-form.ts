import type { Message } from "../activation/page-messages.ts";
import type { PageRoute } from "../instance/page-gate.ts";
import type { Flash, Session, SessionStore } from "../instance/session-store.ts";
import { page } from "../listener/html.ts";
import type { Reply } from "../listener/http.ts";
import { adminPlaces, settingsPath } from "./admin-area.ts";
import { flashed, takenFlash } from "./page.ts";
import { csrfField } from "./sign-in.ts";

/** The general settings, as far as they are about the license. */
export const settingsRoutes = (sessions: SessionStore): readonly PageRoute[] => [
  {
    method: "GET",
    path: settingsPath,
    access: "administrator",
    answer: (request) => form(request.who, takenFlash(sessions, request)),
  },
];

/** The form once more, with what was wrong. */
export const addLicenseForm = (session: Session, message: Message, status: number): Reply =>
  form(session, { kind: "alert", message }, status);

const form = (session: Session, told: Flash | null, status = 200): Reply =>
  page(
    "Add license",
    `<h1>Add license</h1>
${flashed(told)}
<form method="post" action="/admin/license" enctype="multipart/form-data">
${csrfField(session)}
<label for="license_data_file">License file</label>
<input id="license_data_file" name="license[data_file]" type="file" aria-describedby="which">
<label for="license_data">License key, as text</label>
<textarea id="license_data" name="license[data]" rows="8" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="which"></textarea>
<p id="which">One of them is enough. If there are both, the file counts.</p>
<button type="submit">Add license</button>
</form>
${adminPlaces}`,
    { status },
  );
