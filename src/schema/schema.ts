import { builder } from "./builder.ts";
import { withDirectives } from "./directives.ts";
import "./index.ts";

/** The instance's GraphQL schema: one for all emulators of a process, their state travels in the context. */
export const schema = withDirectives(builder.toSchema());
