import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** How the server words a refusal: code and words. */
type SmtpRefusal = readonly [code: number, words: string];

interface Behavior {
  readonly port?: number;
  /** Why it takes no mail to an address; null if it does. Asked with each try. */
  readonly refuses?: (address: string) => SmtpRefusal | null;
  /** Who may send; everybody unless said. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Lets it take a mail only once this is settled. */
  readonly until?: Promise<unknown>;
}

export interface MailServer extends AsyncDisposable {
  readonly port: number;
  /** What it has taken, in order, as a mail program reads it. */
  readonly taken: readonly ParsedMail[];
  /** The addresses of the envelopes, in order. */
  readonly recipients: readonly string[];
  /** How many connections there were. */
  readonly connections: () => number;
  /** Settles once a connection is there. */
  readonly connected: Promise<unknown>;
}

/** An SMTP server of somebody else's, on a free port. */
export async function aMailServer(behavior: Behavior = {}): Promise<MailServer> {
  const { refuses = () => null, login, until } = behavior;
  const taken: ParsedMail[] = [];
  const recipients: string[] = [];
  let connections = 0;
  const opened = Promise.withResolvers<void>();
  const server = new SMTPServer({
    hideSTARTTLS: true,
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    // Whoever keeps a connection open is not waited for.
    closeTimeout: 1,
    onConnect(_session, done) {
      connections += 1;
      opened.resolve();
      done();
    },
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(failure([535, "Authentication failed"]));
    },
    onRcptTo({ address }, _session, done) {
      const refusal = refuses(address);
      if (refusal) done(failure(refusal));
      else done();
    },
    onData(stream, session, done) {
      const take = async () => {
        const mail = await simpleParser(stream);
        await until;
        taken.push(mail);
        recipients.push(...session.envelope.rcptTo.map(({ address }) => address));
      };
      take().then(() => done(null, "Taken"), done);
    },
  });
  server.on("error", () => undefined);
  server.listen(behavior.port ?? 0, "127.0.0.1");
  await once(server.server, "listening");
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    recipients,
    connections: () => connections,
    connected: opened.promise,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const failure = ([responseCode, words]: SmtpRefusal) =>
  Object.assign(new Error(words), { responseCode });
