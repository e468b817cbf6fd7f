/** Finds secrets in whatever was written, however they are written there. */
export interface SecretFinder {
  /** What is not to be found, by the name that findings have. A name may have several texts. */
  hide(name: string, ...texts: readonly (string | undefined)[]): void;
  /** The names of those of which a piece stands in a text. */
  foundIn(text: string): readonly string[];
}

/** Half a secret is one: so long is the shortest piece that is looked for. */
const pieceLength = 8;

/** The log shows the beginning of a code, so that people know which it was. */
const shownBeginning = 4;

export function secretFinder(): SecretFinder {
  const names = new Map<string, string>();
  let pattern: RegExp | null = null;
  return {
    hide(name, ...texts) {
      for (const text of texts) {
        const pieces = piecesOf(text ?? "");
        if (pieces.length === 0) throw new Error(`${name} is too short to be looked for: ${text}`);
        for (const piece of pieces) names.set(piece, name);
      }
      pattern = null;
    },
    foundIn(text) {
      pattern ??= new RegExp([...names.keys()].map(escaped).join("|"), "g");
      const found = new Set<string>();
      for (const reading of readingsOf(text)) {
        for (const [piece] of reading.matchAll(pattern)) found.add(names.get(piece) ?? piece);
      }
      return [...found].sort();
    },
  };
}

/** Pieces that stand side by side: whoever shows twice as much of a secret shows one of them. */
function piecesOf(text: string): readonly string[] {
  const pieces = [];
  for (let at = shownBeginning; at + pieceLength <= text.length; at += pieceLength) {
    pieces.push(text.slice(at, at + pieceLength));
  }
  return pieces;
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, "\\$&");

/** A text as it stands there, and as whoever decodes it reads it. */
function readingsOf(text: string): readonly string[] {
  const read = new Set([text]);
  for (const decode of [fromJson, fromJson, fromAddress, fromHtml]) {
    for (const reading of [...read]) read.add(decode(reading));
  }
  for (const reading of [...read]) for (const bytes of fromBase64(reading)) read.add(bytes);
  return [...read];
}

const fromJson = (text: string) =>
  text
    .replaceAll(/\\u([\da-f]{4})/gi, (_whole, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replaceAll(/\\(["\\/])/g, "$1");

const fromAddress = (text: string) =>
  text.replaceAll(/%([\da-f]{2})/gi, (_whole, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );

const fromHtml = (text: string) =>
  text
    .replaceAll(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)))
    .replaceAll(/&#x([\da-f]+);/gi, (_whole, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

/** Whatever may be base64, read from each of the four places at which its bytes may begin. */
function* fromBase64(text: string) {
  const runs = [...text.matchAll(/[A-Za-z\d+/_-]{12,}/g)].map(([run]) => run);
  if (runs.length === 0) return;
  for (const start of [0, 1, 2, 3]) {
    yield runs.map((run) => Buffer.from(run.slice(start), "base64").toString("latin1")).join("\n");
  }
}
