import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

/** A page's scripts and styles as Vite built them, in memory. */
export interface WebBuild {
  readonly script: string;
  readonly styles: readonly string[];
  /** By name within the build, such as `assets/main-BqJx1.js`. Nothing else can be served. */
  readonly assets: ReadonlyMap<string, Asset>;
}

interface Asset {
  readonly contentType: string;
  readonly body: Buffer;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".woff2": "font/woff2",
};

/** Reads what Vite built into a folder from `entry`; null if nothing has been built there. */
export function readWebBuild(directory: string, entry: string): WebBuild | null {
  const manifest = readManifest(join(directory, "manifest.json"));
  const { file, css = [] } = manifest?.[entry] ?? {};
  if (file === undefined) return null;
  const names = readdirSync(join(directory, "assets"));
  const assets = names.map((name): [string, Asset] => [
    `assets/${name}`,
    {
      contentType: contentTypes[extname(name)] ?? "application/octet-stream",
      body: readFileSync(join(directory, "assets", name)),
    },
  ]);
  return { script: file, styles: css, assets: new Map(assets) };
}

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
