import { setImmediate } from "node:timers/promises";
import { masked } from "../traffic/mask.ts";
import { foundSecrets } from "../traffic/secrets.ts";
import type { RecordedExchange } from "../traffic/traffic.ts";
import { hidingBehind } from "./hiding.ts";
import { pseudonyms } from "./pseudonyms.ts";

/** Exchanges, masked already, with pseudonyms in place of addresses, names and companies: the same for the same. */
export async function withoutPeople(
  exchanges: readonly RecordedExchange[],
): Promise<readonly RecordedExchange[]> {
  const hiding = hidingBehind(pseudonyms());
  const shown: RecordedExchange[] = [];
  for (const exchange of exchanges) {
    const { request, response, error } = masked(exchange, undefined, foundSecrets({ hiding }));
    shown.push({ ...exchange, request, response, error });
    // A thousand take their time, which everybody else gets in between.
    await setImmediate();
  }
  return shown;
}
