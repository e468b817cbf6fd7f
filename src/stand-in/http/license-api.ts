import { isRecord } from "../../base/is-record.ts";
import type { Result } from "../../base/result.ts";
import { type Attachment, unseen } from "../../listener/attachment.ts";
import { type Answer, type Incoming, queryOf } from "../../listener/http.ts";
import { json } from "../../listener/replies.ts";
import type { Route } from "../../listener/router.ts";
import type { LicenseApp, LicenseEdit, ShownLicense } from "../licenses/license-app.ts";
import type { Refusal } from "../sales/order.ts";
import { adminRefusal } from "./admin-guard.ts";
import { apiRoot, licenseApiDocument } from "./license-api-document.ts";

/** The license app over HTTP, for the portal's own people. Anybody may read what it can do. */
export function licenseApiRoutes(
  app: LicenseApp,
): readonly Route<{ readonly public: null; readonly staff: null }>[] {
  const one = `${apiRoot}/licenses/{number:digits}`;
  return [
    {
      method: "GET",
      path: `${apiRoot}/openapi.json`,
      access: "public",
      answer: () => json(200, licenseApiDocument, { "x-content-type-options": "nosniff" }),
    },
    {
      method: "GET",
      path: `${apiRoot}/licenses`,
      access: "staff",
      answer: ({ incoming }) => secretJson(200, app.find(searchIn(incoming))),
    },
    {
      method: "GET",
      path: one,
      access: "staff",
      answer: ({ parameters }) => answered(200, app.show(numberIn(parameters))),
    },
    {
      method: "PATCH",
      path: one,
      access: "staff",
      refuseForged: () => noJson,
      answer: ({ parameters, incoming }) =>
        edit(app, numberIn(parameters), incoming.body.toString()),
    },
    {
      method: "POST",
      path: `${one}/duplicate`,
      access: "staff",
      refuseForged: () => noJson,
      answer: ({ parameters }) => answered(201, app.duplicate(numberIn(parameters))),
    },
    {
      method: "GET",
      path: `${one}/file`,
      access: "staff",
      answer: ({ parameters }) => download(app.download(numberIn(parameters))),
    },
  ];
}

const noJson = adminRefusal(415, "content-type", "Send Content-Type: application/json.");

const numberIn = (parameters: Readonly<Record<string, string>>) => Number(parameters["number"]);

const searchIn = (incoming: Incoming) => new URLSearchParams(queryOf(incoming)).get("search") ?? "";

function edit(app: LicenseApp, number: number, body: string): Answer {
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

function answered(status: number, told: Result<ShownLicense, Refusal>): Answer {
  return told.ok ? secretJson(status, told.value) : refused(told.error);
}

const refused = ({ code, message }: Refusal): Answer => {
  const status = code === "license-not-found" ? 404 : code === "license-changed" ? 409 : 400;
  return adminRefusal(status, code, message);
};

function download(told: Result<Attachment, Refusal>): Answer {
  return told.ok ? { status: 200, ...told.value } : refused(told.error);
}

const secretJson = (status: number, body: unknown): Answer => json(status, body, unseen);
