import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const mayWeigh = 190 * 1024 * 1024;

/**
 * Keeps the process small beside an editor and a browser. V8 lets its heap grow where there is memory left: under load to
 * some 350 MB, of which 40 are in use, and an ordinary collection gives none of it back. One of last resort does, in 100 ms,
 * and is needed every ten seconds or so under the heaviest load.
 */
export function keepSmall(): Disposable {
  let collect: Collect | undefined;
  const timer = setInterval(() => {
    if (weight() < mayWeigh) return;
    collect ??= collector();
    collect({ type: "major", flavor: "last-resort" });
  }, 5_000).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** In bytes; none where the system has no file left to read it from. */
function weight(): number {
  try {
    return process.memoryUsage.rss();
  } catch {
    return 0;
  }
}

type Collect = (how: { readonly type: "major"; readonly flavor: "last-resort" }) => void;

/** V8's own function, which it hands to a program that asks for it. */
function collector(): Collect {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc");
}
