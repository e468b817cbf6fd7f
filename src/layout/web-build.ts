import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { type Incoming, pathOf, type Reply } from "../listener/http.ts";
import { text } from "../listener/replies.ts";

/** Scripts and styles as Vite built them, in memory. */
export interface WebBuild {
  /** The built files of an entry, such as `main.tsx`: itself, and the styles that it brings along. Null if it was not built. */
  readonly entry: (name: string) => BuiltEntry | null;
  /** By name within the build, such as `assets/main-BqJx1.js`. Nothing else can be served. */
  readonly assets: ReadonlyMap<string, Asset>;
}

interface BuiltEntry {
  readonly file: string;
  readonly styles: readonly string[];
}

interface Asset {
  readonly contentType: string;
  readonly body: Buffer;
  /** The same in fewer bytes, the fewest first, where the build has made them. */
  readonly packed: readonly { readonly encoding: string; readonly body: Buffer }[];
}

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".woff2": "font/woff2",
};

/** How the build names what it has packed, by what browsers call it; the smallest first. */
const encodings = { br: ".br", gzip: ".gz" } as const;

/** Reads what Vite built into a folder; null if nothing has been built there. */
function readWebBuild(directory: string): WebBuild | null {
  const manifest = readManifest(join(directory, "manifest.json"));
  if (manifest === null) return null;
  const names = readdirSync(join(directory, "assets"));
  const read = (name: string) => readFileSync(join(directory, "assets", name));
  const isPacked = (name: string) => Object.values(encodings).some((end) => name.endsWith(end));
  const assets = names
    .filter((name) => !isPacked(name))
    .map((name): [string, Asset] => {
      const packed = Object.entries(encodings)
        .filter(([, end]) => names.includes(name + end))
        .map(([encoding, end]) => ({ encoding, body: read(name + end) }));
      const contentType = contentTypes[extname(name)] ?? "application/octet-stream";
      return [`assets/${name}`, { contentType, body: read(name), packed }];
    });
  return {
    entry(name) {
      const { file, css = [] } = manifest[name] ?? {};
      return file === undefined ? null : { file, styles: css };
    },
    assets: new Map(assets),
  };
}

/** The build in a folder, read when it is first asked for, and kept; null as long as there is none. */
export function webBuildIn(directory: string): () => WebBuild | null {
  let kept: WebBuild | null = null;
  return () => {
    kept ??= readWebBuild(directory);
    return kept;
  };
}

/** A file of a build, by its name there, in a form that the browser unpacks. */
export function assetReply({ assets }: WebBuild, name: string, incoming: Incoming): Reply {
  const asset = assets.get(name);
  if (asset === undefined) {
    return text(404, "There is no such file.\n", { "x-content-type-options": "nosniff" });
  }
  const accepted = acceptedBy(incoming);
  const packed = asset.packed.find(({ encoding }) => accepted.has(encoding));
  return {
    status: 200,
    headers: {
      // The name has a hash of the content in it.
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": asset.contentType,
      ...(asset.packed.length > 0 && { vary: "accept-encoding" }),
      ...(packed && { "content-encoding": packed.encoding }),
      "x-content-type-options": "nosniff",
    },
    body: packed?.body ?? asset.body,
  };
}

/** The encodings that a browser names; one with `q=0` it refuses. */
function acceptedBy({ headers }: Incoming): ReadonlySet<string> {
  const named = String(headers["accept-encoding"] ?? "")
    .slice(0, 200)
    .split(",")
    .map((one) => {
      const [name = "", ...parameters] = one.split(";").map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith("q="));
      return { name, isRefused: weight !== undefined && !(Number(weight.slice(2)) > 0) };
    });
  return new Set(named.filter(({ isRefused }) => !isRefused).map(({ name }) => name));
}

/** The name of a build's file in the path of a request, whose prefix it stands behind. */
export const assetNameIn = (incoming: Incoming, prefix: string): string =>
  pathOf(incoming).slice(prefix.length + 1);

type Manifest = Readonly<Record<string, { readonly file?: string; readonly css?: string[] }>>;

/** Our own build wrote it, so its form is taken as given. */
function readManifest(file: string): Manifest | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
