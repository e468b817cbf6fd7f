import type { Incoming, Reply } from "../../listener/http.ts";
import type { Result } from "../../base/result.ts";
import { type AdminCredentials, adminGuard, adminRefusal } from "./admin-guard.ts";
import { isRecord } from "../licenses/is-record.ts";
import { apiRoot, licenseApiDocument } from "./license-api-document.ts";
import type { LicenseApp, LicenseEdit, ShownLicense } from "../licenses/license-app.ts";
import { type LicenseDownload, unseen } from "../licenses/license-download.ts";
import type { Refusal } from "../sales/order.ts";

/** Whether a request is one to the portal's own API. */
export const isForLicenseApi = ({ url }: Incoming): boolean => url.startsWith(`${apiRoot}/`);

/** The license app over HTTP, for the portal's own people. */
export function licenseApi(app: LicenseApp, credentials: AdminCredentials | null) {
  return (incoming: Incoming): Reply => {
    const refusal = adminGuard(incoming, credentials);
    if (refusal) return refusal;
    const { pathname, searchParams } = new URL(incoming.url, "http://portal");
    const asked = { incoming, searchParams, number: numberIn(pathname) };
    const route = routes.find(({ path }) => path.test(pathname));
    if (!route) {
      return adminRefusal(
        404,
        "not-found",
        `There is no ${pathname}. GET ${apiRoot}/openapi.json lists what there is.`,
      );
    }
    const answer = route.methods[incoming.method === "HEAD" ? "GET" : incoming.method];
    if (answer) return answer(app, asked);
    const allow = Object.keys(route.methods).join(", ");
    const refused = adminRefusal(405, "method-not-allowed", `Here it is ${allow}.`);
    return { ...refused, headers: { ...refused.headers, allow } };
  };
}

interface Asked {
  readonly incoming: Incoming;
  readonly searchParams: URLSearchParams;
  readonly number: number;
}

interface Route {
  readonly path: RegExp;
  readonly methods: Readonly<Record<string, (app: LicenseApp, asked: Asked) => Reply>>;
}

const routes: readonly Route[] = [
  {
    path: /^\/api\/admin\/openapi\.json$/,
    methods: { GET: () => json(200, licenseApiDocument) },
  },
  {
    path: /^\/api\/admin\/licenses$/,
    methods: {
      GET: (app, { searchParams }) => json(200, app.find(searchParams.get("search") ?? "")),
    },
  },
  {
    path: /^\/api\/admin\/licenses\/\d+$/,
    methods: {
      GET: (app, { number }) => answered(200, app.show(number)),
      PATCH: (app, { number, incoming }) => edit(app, number, incoming.body.toString()),
    },
  },
  {
    path: /^\/api\/admin\/licenses\/\d+\/duplicate$/,
    methods: { POST: (app, { number }) => answered(201, app.duplicate(number)) },
  },
  {
    path: /^\/api\/admin\/licenses\/\d+\/file$/,
    methods: { GET: (app, { number }) => download(app.download(number)) },
  },
];

const numberIn = (pathname: string) => Number(/\/licenses\/(\d+)/.exec(pathname)?.[1]);

function edit(app: LicenseApp, number: number, body: string): Reply {
  const wanted = editIn(body);
  if (wanted) return answered(200, app.edit(number, wanted));
  return adminRefusal(
    400,
    "invalid-body",
    'Send {"expectedVersion":1,"changes":{…}}: the version that you have seen, and the fields to change under the names of a license file.',
  );
}

function editIn(body: string): LicenseEdit | undefined {
  const edit = jsonIn(body);
  if (!isRecord(edit)) return undefined;
  const { expectedVersion, changes, ...rest } = edit;
  const fits =
    Number.isInteger(expectedVersion) && isRecord(changes) && Object.keys(rest).length === 0;
  return fits ? { expectedVersion: Number(expectedVersion), changes } : undefined;
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function answered(status: number, told: Result<ShownLicense, Refusal>): Reply {
  return told.ok ? json(status, told.value) : refused(told.error);
}

const refused = ({ code, message }: Refusal): Reply => {
  const status = code === "license-not-found" ? 404 : code === "license-changed" ? 409 : 400;
  return adminRefusal(status, code, message);
};

function download(told: Result<LicenseDownload, Refusal>): Reply {
  return told.ok ? { status: 200, ...told.value } : refused(told.error);
}

const json = (status: number, body: unknown): Reply => ({
  status,
  headers: { ...unseen, "content-type": "application/json" },
  body: JSON.stringify(body),
});
