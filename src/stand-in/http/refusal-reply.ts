import type { Answer } from "../../listener/http.ts";
import { json } from "../../listener/replies.ts";

/** How the portal words what it does not do. */
export const refusalReply = (status: number, message: string): Answer =>
  json(status, { errors: [{ message }] });
