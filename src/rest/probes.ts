import { type Incoming, queryOf, type Reply } from "../listener/http.ts";
import { json, text } from "../listener/replies.ts";
import type { Route } from "../listener/router.ts";

type ProbeRoute = Route<{ readonly public: null }>;

const probe = (path: string, answer: (incoming: Incoming) => Reply): ProbeRoute => ({
  method: "GET",
  path,
  access: "public",
  answer: ({ incoming }) => answer(incoming),
});

/**
 * Whether the instance is up, for those who ask before they go on. Whatever token they bring is taken.
 * Source: instance behaviour, probes.
 */
export const probeRoutes: readonly ProbeRoute[] = [
  probe("/-/health", () => text(200, "GitLab OK")),
  probe("/-/liveness", () => inUtf8({ status: "ok" })),
  probe("/-/readiness", (incoming) => inUtf8(readiness(incoming))),
  probe("/health_check", () => text(200, "success")),
];

const inUtf8 = (body: object) =>
  json(200, body, { "content-type": "application/json; charset=utf-8" });

const ok = [{ status: "ok" }];

/** The services of the product, of which none is there: they are as ready as the emulator. */
const services = [
  "db",
  "cache",
  "queues",
  "rate_limiting",
  "repository_cache",
  "sessions",
  "shared_state",
  "trace_chunks",
];

function readiness(incoming: Incoming) {
  const all = new URLSearchParams(queryOf(incoming)).get("all") ?? "";
  return {
    status: "ok",
    master_check: ok,
    ...(all.trim() !== "" && {
      ...Object.fromEntries(services.map((name) => [`${name}_check`, ok])),
      gitaly_check: [{ status: "ok", labels: { shard: "default" } }],
    }),
  };
}
