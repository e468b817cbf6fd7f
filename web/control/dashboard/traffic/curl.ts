/** A request as it was sent. */
interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

/** What curl says itself: of this connection alone, or computed from the body. */
const ownHeaders = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "accept-encoding",
  "keep-alive",
]);

/** For a POSIX shell: nothing in it is read as anything but text. A shell has no way to hand over a NUL. */
const quoted = (text: string): string => `'${text.replaceAll("\0", "").replaceAll("'", `'\\''`)}'`;

/** A command that sends the same again. `origin` stands before an address without a host. */
export function curlOf({ method, url, headers, body }: Request, origin: string): string {
  const address = url.startsWith("/") ? origin + url : url;
  const words = ["curl", "--globoff"];
  if (method === "HEAD") words.push("--head");
  else if (method !== "GET" || body !== "") words.push("--request", quoted(method));
  words.push("--url", quoted(address));
  for (const [name, values] of Object.entries(headers)) {
    if (ownHeaders.has(name.toLowerCase())) continue;
    for (const value of [values].flat()) {
      words.push("--header", quoted(value === "" ? `${name};` : `${name}: ${value}`));
    }
  }
  if (body !== "") words.push("--data-raw", quoted(body));
  return words.join(" ");
}
