/** An event as it was told. */
interface StreamedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** Reads server-sent events, as far as they are asked for. */
export interface EventReader extends AsyncDisposable {
  readonly status: number;
  readonly headers: Headers;
  /** The next event; null once there is none to come. */
  readonly next: () => Promise<StreamedEvent | null>;
  /** How many lines that say nothing were read, which come from time to time. */
  readonly beats: () => number;
}

/** Listens at an address until disposed. It is connected when it is handed over. */
export async function listeningTo(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventReader> {
  const leaving = new AbortController();
  const response = await fetch(url, { headers, signal: leaving.signal });
  const chunks = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let beats = 0;

  async function block(): Promise<string | null> {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end !== -1) {
        const found = text.slice(0, end);
        text = text.slice(end + 2);
        return found;
      }
      const { value } = (await chunks?.read()) ?? {};
      if (value === undefined) return null;
      text += value;
    }
  }

  // The first says how long to wait before the next connection, and that there is one now.
  if (response.ok) await block();
  return {
    status: response.status,
    headers: response.headers,
    async next() {
      for (;;) {
        const found = await block();
        if (found === null) return null;
        const fields = new Map(
          found.split("\n").map((line) => {
            const colon = line.indexOf(": ");
            return [line.slice(0, colon), line.slice(colon + 2)] as const;
          }),
        );
        const event = fields.get("event");
        if (event === undefined) {
          beats += 1;
          continue;
        }
        return {
          id: fields.get("id") ?? "",
          event,
          data: JSON.parse(fields.get("data") ?? "null"),
        };
      }
    },
    beats: () => beats,
    async [Symbol.asyncDispose]() {
      leaving.abort();
      await chunks?.cancel().catch(() => undefined);
    },
  };
}
