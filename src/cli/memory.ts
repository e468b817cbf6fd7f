import { setFlagsFromString } from "node:v8";

const mebibyte = 1024 * 1024;

/**
 * Keeps the process small beside an editor and a browser. V8 lets its heap grow where there is memory left: under load to
 * some 350 MB, of which 40 are in use. Above 180 MB it is told to collect sooner, until it is below 150 MB again: always
 * to do so takes a quarter more time of the processor. V8 reads this flag anew at each collection.
 */
export function keepSmall(): Disposable {
  let isFrugal = false;
  const timer = setInterval(() => {
    const rss = process.memoryUsage.rss();
    if (rss > (isFrugal ? 150 : 180) * mebibyte === isFrugal) return;
    isFrugal = !isFrugal;
    setFlagsFromString(isFrugal ? "--optimize-for-size" : "--no-optimize-for-size");
  }, 1_000).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
