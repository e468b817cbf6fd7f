import { setTimeout as delay } from "node:timers/promises";
import type { SMTPPoolOptions } from "nodemailer/lib/smtp-pool";
import { onDemand } from "../../base/on-demand.ts";
import { printable } from "../../base/printable.ts";
import type { Books } from "../store/books.ts";
import type { Delivery, KeptMail } from "./mail-books.ts";
import { sourceOf } from "./mail-source.ts";

/** An SMTP server that takes mails, and what it is told. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** Whether the connection is encrypted from its start. */
  readonly secure: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
  /** The sender's address; null is the usual one. */
  readonly from: string | null;
}

interface CourierOptions {
  readonly server: SmtpServer;
  /** The sender's address. */
  readonly from: string;
  readonly books: Pick<Books, "atomically" | "waitingMail" | "changeDelivery" | "mail" | "resets">;
  /** Is told of each mail whose delivery has changed. */
  readonly onDelivery: (mail: KeptMail) => void;
  /** Is told of what keeps it from working at all. */
  readonly onError: (error: unknown) => void;
  /** How long it waits after each try in vain, in milliseconds. After the last, it gives up. */
  readonly patience?: readonly number[];
}

/** Takes the mails that wait to an SMTP server, oldest first, one after the other. */
export interface Courier extends AsyncDisposable {
  /** Says that there may be mails to take. */
  readonly wake: () => void;
}

const usualPatience = [1_000, 5_000, 30_000, 120_000];

/** How long the end waits for a mail that is under way. */
const lastMs = 500;

/**
 * Starts with what waits already. A mail that the server refuses for good is not tried again, one that it refuses for now
 * is, as often as there is patience. While the server cannot be reached, all wait; once patience is over, until the next
 * mail or the next start.
 *
 * A mail that was taken in the moment in which the process is killed is sent again, under the same id.
 */
export function smtpCourier({
  server,
  from,
  books,
  onDelivery,
  onError,
  patience = usualPatience,
}: CourierOptions): Courier {
  const ending = new AbortController();
  const transport = onDemand(async () => {
    const { createTransport } = await import("nodemailer");
    return createTransport(poolOf(server));
  });
  let connecting: ReturnType<typeof transport> | null = null;
  let isWorking = false;
  let underway: Promise<void> = Promise.resolve();

  async function carry(mail: KeptMail): Promise<Outcome> {
    if (!oneAddress.test(mail.to)) {
      return { kind: "refused", answer: "It is not addressed to one e-mail address." };
    }
    try {
      const raw = await sourceOf(mail, from);
      connecting ??= transport();
      const { response } = await (await connecting).sendMail({
        raw,
        envelope: { from, to: [mail.to] },
      });
      return { kind: "sent", answer: response };
    } catch (error) {
      const { kind, answer } = outcomeOf(error);
      return { kind, answer: withoutLogin(answer, server.login) };
    }
  }

  /** Whether the mail is still there is looked at by the books. */
  function note(mail: KeptMail, delivery: Delivery, answer: string) {
    books.atomically(() => books.changeDelivery(mail.id, delivery, said(answer)));
    const changed = books.mail(mail.id);
    if (changed) onDelivery(changed);
  }

  /** Answers how often the next mail was tried in vain already; null if there is no use in going on. */
  async function take(mail: KeptMail, triesInVain: number): Promise<number | null> {
    const life = books.resets();
    const { kind, answer } = await carry(mail);
    if (ending.signal.aborted && kind !== "sent") return null;
    // Its id may be that of another mail by now.
    if (books.resets() !== life) return 0;
    if (kind === "sent" || kind === "refused") {
      note(mail, kind, answer);
      return 0;
    }
    const pause = patience[triesInVain];
    if (pause !== undefined) {
      note(mail, "waiting", answer);
      await delay(pause, null, { signal: ending.signal }).catch(() => null);
      return triesInVain + 1;
    }
    const tried = `${answer} (Tried ${triesInVain + 1} times.)`;
    note(mail, kind === "refused-for-now" ? "refused" : "waiting", tried);
    return kind === "refused-for-now" ? 0 : null;
  }

  async function work() {
    let triesInVain: number | null = 0;
    while (triesInVain !== null && !ending.signal.aborted) {
      const mail = books.waitingMail();
      triesInVain = mail && (await take(mail, triesInVain));
    }
    isWorking = false;
  }

  function wake() {
    if (isWorking || ending.signal.aborted) return;
    isWorking = true;
    underway = work().catch((error: unknown) => {
      isWorking = false;
      onError(error);
    });
  }

  wake();
  return {
    wake,
    async [Symbol.asyncDispose]() {
      ending.abort();
      const patienceOver = new AbortController();
      await Promise.race([
        underway,
        delay(lastMs, null, { signal: patienceOver.signal }).catch(() => null),
      ]);
      patienceOver.abort();
      (await connecting?.catch(() => null))?.close({ force: true });
    },
  };
}

/** What no server takes for several, or for more than an address. */
const oneAddress = /^[^\s\p{Cc},;:<>()[\]"\\@]+@[^\s\p{Cc},;:<>()"\\@]+$/u;

/** One connection, so that mails arrive in order. */
const poolOf = ({ host, port, secure, login }: SmtpServer): SMTPPoolOptions => ({
  pool: true,
  host,
  port,
  secure,
  ...(login && { auth: { user: login.user, pass: login.password } }),
  maxConnections: 1,
  // Tries are counted here.
  maxRequeues: 0,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  disableFileAccess: true,
  disableUrlAccess: true,
});

interface Outcome {
  readonly kind: "sent" | "refused" | "refused-for-now" | "unreachable";
  readonly answer: string;
}

/** What the server holds against a mail, and what has nothing to do with it. */
function outcomeOf(error: unknown): Outcome {
  const field = (name: string): unknown =>
    typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
  const [code, status, response] = [field("code"), field("responseCode"), field("response")];
  const message = error instanceof Error ? error.message : String(error);
  const answer = typeof response === "string" && response !== "" ? response : message;
  if (code !== "EENVELOPE" && code !== "EMESSAGE") return { kind: "unreachable", answer };
  const isForNow = typeof status === "number" && status >= 400 && status < 500;
  return { kind: isForNow ? "refused-for-now" : "refused", answer };
}

/** Servers repeat what they do not take, and a login is in clear there, or as it is sent. Source: RFC 4616, RFC 4954. */
function withoutLogin(answer: string, login: SmtpServer["login"]): string {
  if (login === null) return answer;
  const { user, password } = login;
  const asSent = [`\0${user}\0${password}`, password].map((text) =>
    Buffer.from(text).toString("base64"),
  );
  return [...asSent, password].reduce(
    (text, secret) => (secret === "" ? text : text.replaceAll(secret, "[masked]")),
    answer,
  );
}

const longestAnswer = 500;

const said = (answer: string) =>
  printable(answer.trim().replaceAll(/\s+/g, " ")).slice(0, longestAnswer);
