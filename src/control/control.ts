import { OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import { storageProblem } from "../base/storage-problem.ts";
import type { Incoming, Refusal, Reply } from "../listener/http.ts";
import { type Listener, type ListenTo, startListener } from "../listener/server.ts";
import { addOnRoutes } from "./add-on-routes.ts";
import { clockRoutes } from "./clock-routes.ts";
import type { Controlled } from "./controlled.ts";
import { faultRoutes } from "./fault-routes.ts";
import { guard } from "./guard.ts";
import { jobRoutes } from "./job-routes.ts";
import { licenseInfoRoute } from "./license-info.ts";
import { licenseRoutes } from "./license-routes.ts";
import { policyRoutes } from "./policy-routes.ts";
import { portalLicenseRoutes } from "./portal-license-routes.ts";
import { portalRoutes } from "./portal-routes.ts";
import { flawsOf } from "./refusal.ts";
import { reportRoutes } from "./report-routes.ts";
import { problem } from "./shapes.ts";
import { stateRoutes } from "./state-routes.ts";
import { subscriptionRoutes } from "./subscription-routes.ts";
import { timelineRoutes } from "./timeline-routes.ts";
import { tokenRoutes } from "./token-routes.ts";
import { trafficRoutes } from "./traffic-routes.ts";
import { userRoutes } from "./user-routes.ts";

export interface ControlOptions {
  readonly listenTo: ListenTo;
  /** Whether an `Authorization` header admits its sender. */
  readonly isCaller: (authorization: string | undefined) => boolean;
  readonly controlled: Controlled;
}

/** The control API: what no real system has. On a port of its own, so that nobody takes it for the product's. */
export function startControl(options: ControlOptions): Promise<Listener> {
  const app = controlApp(options.controlled, options.listenTo.onError);
  return startListener(options.listenTo, {
    refuse,
    async handle(incoming) {
      const refusal = guard(incoming, options.isCaller);
      if (refusal) return refuse(refusal);
      return toReply(await app.fetch(toRequest(incoming)));
    },
  });
}

/** The routes, and the OpenAPI document that is made of them. */
export function controlApp(controlled: Controlled, onError: (error: unknown) => void): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook(result, c) {
      if (result.success) return;
      const message = flawsOf(result.error);
      return c.json(
        problem(`invalid-${result.target === "json" ? "body" : result.target}`, message),
        400,
      );
    },
  });
  app.onError((error, c) => {
    if (error instanceof HTTPException)
      return c.json(problem("invalid-body", "The body is no JSON."), 400);
    onError(error);
    const storage = storageProblem(error);
    if (storage !== undefined) return c.json(problem("storage-failed", storage), 503);
    return c.json(problem("internal-error", "Internal server error"), 500);
  });
  app.notFound((c) =>
    c.json(
      problem(
        "not-found",
        `There is no ${c.req.method} ${c.req.path}. GET /openapi.json lists what there is.`,
      ),
      404,
    ),
  );
  stateRoutes(app, controlled);
  clockRoutes(app, controlled);
  jobRoutes(app, controlled);
  timelineRoutes(app, controlled);
  userRoutes(app, controlled);
  addOnRoutes(app, controlled);
  licenseRoutes(app, controlled);
  licenseInfoRoute(app, controlled);
  portalRoutes(app, controlled);
  subscriptionRoutes(app, controlled);
  portalLicenseRoutes(app, controlled);
  reportRoutes(app, controlled);
  policyRoutes(app, controlled);
  faultRoutes(app, controlled);
  trafficRoutes(app, controlled);
  tokenRoutes(app, controlled);
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: { title: "Understudy control API", version: controlled.version },
  });
  return app;
}

const refuse = ({ status, code, message }: Refusal): Reply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(problem(code, message)),
});

/** An empty body counts as `{}`. The guard has seen that every body is JSON, however its type is spelled. */
function toRequest({ method, url, body }: Incoming): Request {
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(`http://control${url}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(hasBody && { body: body.length > 0 ? new Uint8Array(body) : "{}" }),
  });
}

const toReply = async (response: Response): Promise<Reply> => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  body: await response.text(),
});
