/** What a request is for: path and query, and the host that was named with them. */
interface Target {
  /** Null if only the `Host` header names one. */
  readonly host: string | null;
  readonly url: string;
}

/** Reads `/path?query` and `http://host/path?query`; null for any other form, such as the `*` of OPTIONS. */
export function targetOf(sent: string): Target | null {
  if (sent.startsWith("/")) return { host: null, url: sent };
  const [, host = "", rest = ""] = /^https?:\/\/([^/?#]+)(.*)$/is.exec(sent) ?? [];
  if (host === "") return null;
  return { host, url: rest.startsWith("/") ? rest : `/${rest}` };
}
