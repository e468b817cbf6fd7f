import type { TestEmulator } from "../support/emulator-on.ts";

/** A request as it came to the instance's GraphQL. */
interface Received {
  readonly method: string;
  /** The name of the operation that was sent; for a batch, a list of them. */
  readonly operation: string | readonly string[];
}

interface Request {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** Oldest first. */
export async function receivedBy({ control }: TestEmulator): Promise<Received[]> {
  const { body: exchanges } = await control.get("/traffic?hop=instance");
  return exchanges.map(({ request }: { request: Request }) => {
    const { method, url, body } = request;
    const sent = body === "" ? parametersOf(url) : JSON.parse(body);
    return { method, operation: Array.isArray(sent) ? sent.map(nameOf) : nameOf(sent) };
  });
}

const parametersOf = (url: string) =>
  Object.fromEntries(new URL(url, "http://instance").searchParams);

const nameOf = ({ query }: { query: string }) => /^\s*(?:query|mutation)\s+(\w+)/.exec(query)?.[1];
