import { onDemand } from "../base/on-demand.ts";
import { type Listener, type ListenTo, startListener } from "../listener/server.ts";
import type { ControlTableOptions } from "./control-table.ts";
import { refuse } from "./guard.ts";

/**
 * The control API: what no real system has. On a port of its own, so that nobody takes it for the product's. What it
 * serves is loaded with its first request: that takes as long as a third of a start, and many never ask.
 */
export function startControl(listenTo: ListenTo, options: ControlTableOptions): Promise<Listener> {
  const router = onDemand(async () => (await import("./control-table.ts")).controlRouter(options));
  return startListener(listenTo, {
    refuse,
    handle: async (incoming) => (await router()).handle(incoming),
    mostStreamed: async (asked) => (await router()).mostStreamed(asked),
  });
}
