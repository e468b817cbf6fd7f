import type { NotReported } from "../activation/seat-link.ts";
import { whyNot } from "../activation/seat-link-messages.ts";
import type { PageRoute } from "../instance/page-gate.ts";
import { withCause } from "../listener/cause.ts";
import { toldToScript } from "./page.ts";

/** Puts a report into the queue; says why not, if there is nothing to report. */
export type RequestSync = () => Promise<NotReported | null>;

/**
 * `POST /admin/license/sync_seat_link`, behind the page's button: says whether a report was put into the queue, and
 * nothing of what became of it. Source: instance behaviour, sync and removal endpoints.
 */
export const syncSeatLinkRoutes = (requestSync: RequestSync): readonly PageRoute[] => [
  {
    method: "POST",
    path: "/admin/license/sync_seat_link",
    access: "administrator",
    refuseForged: () => forged,
    async answer() {
      const reason = await requestSync();
      return reason === null
        ? toldToScript(200, { success: true })
        : withCause(toldToScript(422, { success: false }), whyNot(reason));
    },
  },
];

const forged = toldToScript(422, {
  error: "The CSRF token is missing or wrong: send the page's own in X-CSRF-Token",
});
