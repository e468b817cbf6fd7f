import { exportUsage } from "../activation/usage-csv.ts";
import type { Reply } from "../listener/http.ts";
import { text } from "../listener/replies.ts";
import type { InstanceForRest } from "./endpoint.ts";
import { notFound } from "./rest-answers.ts";

/** Without a license the product fails with a server error; here there is nothing to be found. */
export async function usageExport(instance: InstanceForRest): Promise<Reply> {
  const body = await exportUsage(instance);
  return body === null ? notFound : text(200, body, { "content-type": "text/csv" });
}
