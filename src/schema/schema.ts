import { builder } from "./builder.ts";
import { withDirectives } from "./directives.ts";
import "./scalars.ts";
import "./current-license.ts";
import "./license-history-entry.ts";
import "./subscription-future-entry.ts";
import "./gitlab-subscription-activate.ts";
import "./metadata.ts";
import "./current-user.ts";
import "./query-complexity.ts";
import "./echo.ts";
import "./license-id.ts";
import "./license-destroy.ts";

/** The instance's GraphQL schema: one for all emulators of a process, their state travels in the context. */
export const schema = withDirectives(builder.toSchema());
