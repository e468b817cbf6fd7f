export interface DocumentedRequest {
  readonly route: string;
  /** What follows the route, in place of a parameter at its end. */
  readonly path?: string;
  /** What stands in place of a parameter in its midst. */
  readonly at?: string;
  readonly body?: unknown;
  readonly status: number;
}

/** An answer to each route that works, and to some that are refused. */
export const requests: readonly DocumentedRequest[] = [
  { route: "GET /state", status: 200 },
  { route: "PUT /state", body: { state: "expired" }, status: 200 },
  { route: "PUT /state", body: { state: "broken" }, status: 400 },
  { route: "POST /reset", status: 204 },
  { route: "POST /reset", body: [], status: 400 },
  { route: "GET /clock", status: 200 },
  { route: "PUT /clock", body: { now: "2025-07-01" }, status: 200 },
  { route: "PUT /clock", body: { now: "never" }, status: 400 },
  { route: "PUT /clock", body: { now: "2025-01-01" }, status: 409 },
  { route: "POST /clock/advance", body: { days: 1 }, status: 200 },
  { route: "POST /clock/advance", body: {}, status: 400 },
  { route: "GET /jobs", status: 200 },
  { route: "POST /jobs/{name}/run", at: "measurement", status: 200 },
  { route: "POST /jobs/{name}/run", at: "earthquake", status: 404 },
  { route: "POST /jobs/{name}/run", at: "measurement", body: [], status: 400 },
  { route: "GET /timeline", status: 200 },
  {
    route: "GET /timeline",
    path: "?kind=license&kind=notice&from=2025-06-01&limit=9",
    status: 200,
  },
  { route: "GET /timeline", path: "?kind=earthquake", status: 400 },
  { route: "GET /users", status: 200 },
  { route: "PUT /users", body: { active: 5 }, status: 200 },
  { route: "PUT /users", body: { active: -5 }, status: 400 },
  { route: "GET /user-counts", status: 200 },
  { route: "PUT /user-counts", body: [{ on: "2025-01-31", count: 8 }], status: 204 },
  { route: "PUT /user-counts", body: {}, status: 400 },
  { route: "DELETE /user-counts", status: 204 },
  { route: "GET /add-ons", status: 200 },
  { route: "PUT /add-ons", body: [{ type: "duo_pro", assignedSeats: 50 }], status: 200 },
  { route: "PUT /add-ons", body: { duo_pro: 50 }, status: 400 },
  { route: "POST /console", body: { input: "License.count" }, status: 200 },
  { route: "POST /console", body: { input: "system" }, status: 400 },
  { route: "POST /portal/subscriptions", status: 201 },
  { route: "POST /portal/subscriptions", body: { kind: "legacy", seats: null }, status: 201 },
  { route: "POST /portal/subscriptions", body: { plan: "gold" }, status: 400 },
  { route: "GET /portal/subscriptions", status: 200 },
  { route: "GET /portal/subscriptions/{name}", path: "/A-S00000001", status: 200 },
  { route: "GET /portal/subscriptions/{name}", path: "/A-S00000009", status: 404 },
  {
    route: "POST /portal/subscriptions/{name}/add-seats",
    at: "A-S00000001",
    body: { seats: 5 },
    status: 200,
  },
  { route: "POST /portal/subscriptions/{name}/add-seats", at: "A-S00000001", status: 400 },
  {
    route: "POST /portal/subscriptions/{name}/upgrade",
    at: "A-S00000001",
    body: { plan: "ultimate" },
    status: 200,
  },
  {
    route: "POST /portal/subscriptions/{name}/upgrade",
    at: "A-S00000001",
    body: { plan: "premium" },
    status: 409,
  },
  {
    route: "POST /portal/subscriptions/{name}/reconciliation",
    at: "A-S00000001",
    body: { nextReconciliationDate: "2025-09-01", displayAlertFrom: null },
    status: 200,
  },
  { route: "POST /portal/subscriptions/{name}/reconciliation", at: "A-S00000001", status: 400 },
  {
    route: "POST /portal/subscriptions/{name}/renew",
    at: "A-S00000001",
    body: { maxHistoricalUsers: 12 },
    status: 200,
  },
  { route: "POST /portal/subscriptions/{name}/renew", at: "A-S00000009", status: 404 },
  { route: "GET /portal/subscriptions/{name}/reports", at: "A-S00000001", status: 200 },
  { route: "GET /portal/subscriptions/{name}/reports", at: "A-S00000009", status: 404 },
  { route: "POST /portal/subscriptions/{name}/cancel", at: "A-S00000001", status: 200 },
  { route: "POST /portal/subscriptions/{name}/expire", at: "A-S00000001", status: 200 },
  { route: "POST /portal/subscriptions/{name}/reissue-code", at: "A-S00000001", status: 200 },
  { route: "GET /portal/policies", status: 200 },
  { route: "PUT /portal/policies", body: { unusedCodesExpireAfterDays: 30 }, status: 200 },
  { route: "PUT /portal/policies", body: { oneReportADay: "yes" }, status: 400 },
  { route: "GET /portal/licenses", status: 200 },
  { route: "GET /portal/licenses", path: "?search=example&limit=1", status: 400 },
  { route: "GET /portal/licenses/{number}", path: "/1001", status: 200 },
  { route: "GET /portal/licenses/{number}", path: "/1009", status: 404 },
  { route: "GET /portal/licenses/{number}", path: "/first", status: 400 },
  { route: "GET /portal/licenses/{number}/file", at: "1001", status: 200 },
  { route: "GET /portal/licenses/{number}/file", at: "1009", status: 404 },
  { route: "POST /portal/licenses/{number}/duplicate", at: "1001", status: 201 },
  { route: "POST /portal/licenses/{number}/duplicate", at: "1009", status: 404 },
  {
    route: "PATCH /portal/licenses/{number}",
    path: "/1001",
    body: { expectedVersion: 1, changes: { restrictions: { trial: true } } },
    status: 200,
  },
  {
    route: "PATCH /portal/licenses/{number}",
    path: "/1001",
    body: { expectedVersion: 1, changes: { issued_at: 5 } },
    status: 400,
  },
  {
    route: "PATCH /portal/licenses/{number}",
    path: "/1001",
    body: { expectedVersion: 2, changes: {} },
    status: 409,
  },
  {
    route: "PATCH /portal/subscriptions/{name}",
    at: "A-S00000001",
    body: { cloudLicensing: "offline", autoRenew: true },
    status: 200,
  },
  {
    route: "PATCH /portal/subscriptions/{name}",
    at: "A-S00000001",
    body: { cloudLicensing: "maybe" },
    status: 400,
  },
  {
    route: "PATCH /portal/subscriptions/{name}",
    at: "A-S00000009",
    body: { autoRenew: true },
    status: 404,
  },
  { route: "GET /portal/subscriptions/{name}/activations", at: "A-S00000001", status: 200 },
  { route: "GET /portal/subscriptions/{name}/activations", at: "A-S00000009", status: 404 },
  {
    route: "POST /portal/subscriptions/{name}/activation-code",
    at: "A-S00000001",
    status: 409,
  },
  {
    route: "POST /portal/subscriptions/{name}/activation-code",
    at: "A-S00000009",
    status: 404,
  },
  {
    route: "POST /portal/subscriptions/{name}/activation-code/resend",
    at: "A-S00000001",
    status: 200,
  },
  {
    route: "POST /portal/subscriptions/{name}/activation-code/resend",
    at: "A-S00000009",
    status: 404,
  },
  { route: "POST /portal/licenses", body: { issued_at: "2025-06-01" }, status: 201 },
  { route: "POST /portal/licenses", body: [], status: 400 },
  { route: "POST /licenses/explain", body: { license: "whatever" }, status: 200 },
  { route: "POST /licenses/explain", body: { license: 1 }, status: 400 },
  { route: "GET /licenses/info", status: 200 },
  { route: "POST /faults", body: { kind: "drop-connection", times: "standing" }, status: 201 },
  { route: "POST /faults", body: { kind: "earthquake" }, status: 400 },
  { route: "GET /faults", status: 200 },
  { route: "DELETE /faults/{id}", path: "/1", status: 204 },
  { route: "DELETE /faults/{id}", path: "/9", status: 404 },
  { route: "DELETE /faults", status: 204 },
  { route: "GET /traffic", status: 200 },
  { route: "GET /traffic", path: "?limit=0", status: 400 },
  { route: "GET /traffic/count", path: "?operation=echo&status=200", status: 200 },
  { route: "GET /traffic/count", path: "?status=0", status: 400 },
  { route: "DELETE /traffic", status: 204 },
  { route: "GET /addresses", status: 200 },
  { route: "GET /tokens", status: 200 },
  { route: "POST /tokens", body: { user: "root", scopes: ["api"] }, status: 201 },
  { route: "POST /tokens", body: { user: "nobody", scopes: ["api"] }, status: 400 },
  { route: "DELETE /tokens/{id}", path: "/1", status: 204 },
  { route: "DELETE /tokens/{id}", path: "/99", status: 404 },
];

/** Where a request goes. */
export function pathOf({ route, path = "", at }: DocumentedRequest): string {
  const [, template = ""] = route.split(" ");
  if (at !== undefined) return template.replace(/\{\w+\}/, at);
  return template.replace(/\/\{\w+\}$/, "") + path;
}

export const shownAs = (request: DocumentedRequest): string =>
  [request.route.split(" ")[0], pathOf(request), JSON.stringify(request.body)].join(" ").trim();
