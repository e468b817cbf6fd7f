/** What stands in the body of each entry of a generated HAR. */
interface Generated {
  /** As JSON writes it, within quotation marks. */
  readonly text: string;
  readonly mimeType: string;
}

/** A HAR of so many entries as it would be read from a disk, none of it kept. */
export async function* generatedHar(
  entries: number,
  { text, mimeType }: Generated,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"log":{"version":"1.2","creator":{"name":"WebInspector"},"entries":[');
  for (let index = 0; index < entries; index += 1) {
    const request = `{"method":"GET","url":"https://gitlab.example.com/${index}?private_token=secret-${index}","headers":[{"name":"Cookie","value":"_gitlab_session=session-${index}"}]}`;
    const content = `{"mimeType":"${mimeType}","text":"${text}"}`;
    const response = `{"status":200,"headers":[],"content":${content}}`;
    yield* piecesOf(
      `${index === 0 ? "" : ","}{"startedDateTime":"2026-03-02T09:00:00Z","time":1,"request":${request},"response":${response}}`,
    );
  }
  yield Buffer.from("]}}");
}

function* piecesOf(text: string): Generator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536);
}
