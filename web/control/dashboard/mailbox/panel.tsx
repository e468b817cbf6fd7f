import type { Mail } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { Empty, instantShown } from "../pieces.tsx";
import { mails } from "../store.ts";

/** What the portal has written to people, newest first. A mail opens in the mailbox. */
export const MailboxPanel = () =>
  mails.value.length === 0 ? (
    <div class="mail-list">
      <Empty title="There is no mail yet">
        <p>The stand-in portal writes one when a subscription is sold or renewed.</p>
      </Empty>
    </div>
  ) : (
    <div class="mail-list">
      <p class="mail-list-all">
        <a href="/mailbox">Open the mailbox</a>
      </p>
      <ol>
        {mails.value.toReversed().map((mail) => (
          <li key={mail.id}>
            <a class="mail-list-mail" href={`/mailbox/${mail.id}`}>
              <strong>
                <Foreign text={mail.subject} />
              </strong>
              <time>{instantShown(mail.at)}</time>
              <span class="quiet">
                <Foreign text={mail.to} />
                {mail.subscription === null ? null : (
                  <>
                    {" · "}
                    <Foreign text={mail.subscription} />
                  </>
                )}
              </span>
              <Delivery mail={mail} />
            </a>
          </li>
        ))}
      </ol>
    </div>
  );

const Delivery = ({ mail: { delivery } }: { readonly mail: Mail }) =>
  delivery === null ? null : <span class={`badge badge-${delivery.state}`}>{delivery.state}</span>;
