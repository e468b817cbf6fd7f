import { type Random, randomAlphanumeric } from "../base/random.ts";
import { isSameSecret } from "../base/secret.ts";
import type { Config } from "../config/config.ts";
import { type ControlOptions, startControl } from "../control/control.ts";
import { isLoopback } from "../listener/allowed-host.ts";
import { withFlag } from "./start-error.ts";

/** Starts the control API, with a token where others than this machine can call. */
export async function startGuardedControl(
  { host }: Config,
  { random, ...options }: Omit<ControlOptions, "isCaller"> & { readonly random: Random },
) {
  const token = isLoopback(host) ? null : randomAlphanumeric(random, "control-token", 32);
  const isCaller = (authorization = "") =>
    token === null || isSameSecret(authorization, `Bearer ${token}`);
  const listener = await withFlag("--control-port", startControl({ ...options, isCaller }));
  return { listener, ready: { url: listener.url, token } };
}
