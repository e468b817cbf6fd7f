import { once } from "node:events";
import { Busboy } from "@fastify/busboy";
import { err, ok, type Result } from "../base/result.ts";
import type { Incoming } from "./receive.ts";

const maxFields = 1_000;

/**
 * A multipart form as the same request with a plain one: what comes after reads one kind of form only. A file
 * counts as its text. Any other request is left as it is.
 */
export async function withPlainForm(incoming: Incoming): Promise<Result<Incoming, string>> {
  const type = incoming.headers["content-type"] ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) return ok(incoming);
  const fields = await fieldsIn(incoming.body, type).catch(() => null);
  if (!fields) return err("The multipart form is malformed");
  const headers = { ...incoming.headers, "content-type": "application/x-www-form-urlencoded" };
  return ok({ ...incoming, headers, body: Buffer.from(fields.toString()) });
}

/** Rejects what is no multipart form, in words of the parser's. */
async function fieldsIn(body: Buffer, contentType: string): Promise<URLSearchParams> {
  const fields = new URLSearchParams();
  const parser = new Busboy({
    headers: { "content-type": contentType },
    isPartAFile: () => false,
    limits: { fieldSize: body.length, fields: maxFields, parts: maxFields },
  });
  parser.on("field", (name, value) => fields.append(name, value));
  const finished = once(parser, "finish");
  parser.end(body);
  await finished;
  return fields;
}
