import { userNamed, type Viewer, viewerOf } from "../activation/viewer.ts";
import { err, ok, type Result } from "../base/result.ts";
import { forbidden, insufficientScope } from "../gitlab-rest/rest-answers.ts";
import { callerParametersOf } from "../listener/forms.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { json } from "../listener/replies.ts";

/** For whom a request is to be answered, by name or number; undefined if for its sender. */
export function sudoIn(incoming: Incoming): string | undefined {
  const named = incoming.headers["sudo"] ?? callerParametersOf(incoming)("sudo").at(-1);
  return named === undefined || named === "" ? undefined : String(named);
}

/** Who counts as the caller: an administrator may act for somebody, with that one's rights. Source: the product's REST API, sudo. */
export function actingFor(name: string | undefined, sender: Viewer): Result<Viewer, Reply> {
  if (name === undefined) return ok(sender);
  if (!sender.readsLicenses) return err(notAdministrator);
  if (!sender.scopes.includes("sudo")) return err(insufficientScope(["sudo"]));
  const user = userNamed(name);
  if (user === undefined) return err(nobody(name));
  if (user === "deactivated") return err(forbidden);
  return ok(user === sender.username ? sender : viewerOf({ user, scopes: sender.scopes }, false));
}

const notAdministrator = json(403, { message: "403 Forbidden - Must be admin to use sudo" });

const nobody = (name: string) =>
  json(404, { message: `404 User with ID or username '${name}' Not Found` });
