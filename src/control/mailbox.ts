import { ok } from "../base/result.ts";
import type { mailOperations } from "../contract/mail.ts";
import type { Controlled } from "./controlled.ts";
import { type Doings, refusal } from "./doing.ts";
import { noStandIn } from "./portal.ts";

/** What is done for the operations on the mails that the portal has written. */
export const mailDoings = ({
  portal,
}: Pick<Controlled, "portal">): Pick<Doings, keyof typeof mailOperations> => ({
  "mailbox.list": (wanted) => (portal ? ok(portal.mailbox.list(wanted)) : noStandIn()),
  async "mailbox.show"({ id }) {
    if (!portal) return noStandIn();
    const mail = portal.mailbox.show(id);
    const source = mail && (await portal.mailbox.source(id));
    return mail && source !== null
      ? ok({ ...mail, source })
      : refusal(404, "mail-not-found", `No mail has the id ${id}.`);
  },
  "mailbox.clear"() {
    if (!portal) return noStandIn();
    portal.mailbox.clear();
    return ok(null);
  },
});
