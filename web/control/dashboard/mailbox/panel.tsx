import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Mail } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { emulator } from "../emulator.ts";
import { Confirm, Copy, Empty, useAction } from "../pieces.tsx";
import { instantShown, printable } from "../shown.ts";
import { mails, state } from "../store.ts";

/** The mail that is open, also after somebody has looked at something else. */
const opened = signal<number | null>(null);

/** What the portal has written to people, newest first. */
export const MailboxPanel = () =>
  mails.value.length === 0 ? (
    <div class="mail-list">
      <Empty title="There is no mail">
        <p>The stand-in portal writes one when a subscription is sold or renewed.</p>
      </Empty>
    </div>
  ) : (
    <div class="mail-list">
      <div class="actions mail-list-all">
        <a href="/mailbox">Open the mailbox</a>
        <Clear />
      </div>
      <ol>
        {mails.value.toReversed().map((mail) => (
          <Listed key={mail.id} mail={mail} />
        ))}
      </ol>
    </div>
  );

function Clear() {
  const [isAsking, setAsking] = useState(false);
  const clear = useAction(() => emulator.mailbox.clear());
  return (
    <>
      <button type="button" class="button-quiet" onClick={() => setAsking(true)}>
        Clear the mailbox…
      </button>
      {isAsking ? (
        <Confirm
          title="Forget all mails?"
          verb="Forget all mails"
          action={clear}
          onClose={() => {
            setAsking(false);
            clear.forget();
          }}
        >
          <p>What waits for a mail server is not sent.</p>
        </Confirm>
      ) : null}
    </>
  );
}

function Listed({ mail }: { readonly mail: Mail }) {
  const isOpen = opened.value === mail.id;
  return (
    <li class="mail-list-item">
      <button
        type="button"
        class="mail-list-mail plain"
        aria-expanded={isOpen}
        onClick={() => {
          opened.value = isOpen ? null : mail.id;
        }}
      >
        <strong>
          <Foreign text={mail.subject} />
        </strong>
        <time dateTime={mail.at}>{instantShown(mail.at)}</time>
        <span class="quiet">
          <Foreign text={mail.to} />
          {mail.subscription === null ? null : (
            <>
              {" · "}
              <Foreign text={mail.subscription} />
              <About subscription={mail.subscription} />
            </>
          )}
        </span>
        <Delivery mail={mail} />
      </button>
      {isOpen ? <Opened mail={mail} /> : null}
    </li>
  );
}

/** By what subscriptions are told apart, as it is now. */
function About({ subscription }: { readonly subscription: string }) {
  const found = state.value?.subscriptions.find(({ name }) => name === subscription);
  if (found === undefined) return null;
  return (
    <>
      , {found.seats === null ? "unlimited seats" : `${found.seats} seats`} now,{" "}
      <Foreign text={found.company} />
    </>
  );
}

/** What it says, as text. Its layout and source are the mailbox's. */
const Opened = ({ mail }: { readonly mail: Mail }) => (
  <article class="mail-opened" aria-label={mail.subject}>
    <pre>{printable(mail.text)}</pre>
    {mail.attachments.map(({ name, text }) => (
      <p key={name}>
        <Foreign text={name} /> <Copy text={text} what={name} />
      </p>
    ))}
    {mail.delivery?.answer == null ? null : (
      <p class="quiet">
        The mail server: <Foreign text={mail.delivery.answer} />
      </p>
    )}
    <p>
      <a href={`/mailbox/${mail.id}`}>With its layout and source</a>
    </p>
  </article>
);

const Delivery = ({ mail: { delivery } }: { readonly mail: Mail }) =>
  delivery === null ? null : <span class={`badge badge-${delivery.state}`}>{delivery.state}</span>;
