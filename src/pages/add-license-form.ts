import type { Message } from "../activation/page-messages.ts";
import type { PageRoute } from "../instance/page-gate.ts";
import type { Flash, Session, SessionStore } from "../instance/session-store.ts";
import type { Reply } from "../listener/http.ts";
import { csrfField, type Pages, takenFlash } from "./page.ts";
import { settingsPath } from "./places.ts";

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

const form = ({ page }: Pages, session: Session, flash: Flash | null, status = 200): Reply =>
  page({
    title: "Add license",
    session,
    place: settingsPath,
    flash,
    status,
    body: `<h1>Add license</h1>
<form method="post" action="/admin/license" enctype="multipart/form-data">
${csrfField(session)}
<label for="license_data_file">License file</label>
<input id="license_data_file" name="license[data_file]" type="file" aria-describedby="which">
<label for="license_data">License key, as text</label>
<textarea id="license_data" name="license[data]" rows="8" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="which"></textarea>
<p id="which">One of them is enough. If there are both, the file counts.</p>
<button type="submit">Add license</button>
</form>`,
  });
