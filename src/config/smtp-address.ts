import { err, ok } from "../base/result.ts";
import type { Parse } from "./parse-setting.ts";

/** Where mails are sent, as who, and from whom. */
interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** Whether the connection is encrypted from its start, and not only once the server offers it. */
  readonly secure: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
  /** Null leaves it to the sender. */
  readonly from: string | null;
}

/** `smtp://user:password@host:port?from=address`, of which host alone is needed. */
export const smtpAddress: Parse<SmtpAddress> = (value) => {
  const url = URL.parse(value);
  const host = url && decoded(url.hostname)?.replace(/^\[(.*)\]$/, "$1");
  const secure = url?.protocol === "smtps:";
  if (!url || !host || !(secure || url.protocol === "smtp:")) return expected;
  if (!["", "/"].includes(url.pathname) || url.hash !== "") return expected;
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if (user === undefined || password === undefined) return expected;
  if ([...url.searchParams.keys()].some((name) => name !== "from")) return expected;
  const from = url.searchParams.get("from");
  if (from !== null && !sender.test(from)) return expected;
  const port = url.port === "" ? (secure ? 465 : 25) : Number(url.port);
  return ok({ host, port, secure, login: user === "" ? null : { user, password }, from });
};

/** One address that stands in a header as it is. */
const sender = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255}$/;

const expected = err(
  "an address such as smtp://127.0.0.1:1025 or smtps://user:password@mail.example.com?from=me@example.com",
);

/** Undefined for what is no percent-encoding. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
