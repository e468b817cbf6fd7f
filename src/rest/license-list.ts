import type { LicenseRecord, LicenseRecords } from "../activation/license-records.ts";
import { isOnPage, pageHeaders, pagingOf } from "../gitlab-rest/paging.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { json } from "../listener/replies.ts";
import type { InstanceForRest } from "./endpoint.ts";
import { listedLicense } from "./license-entity.ts";

/** Licenses are read so many at a time: each costs an RSA operation at its first reading, and others wait. */
const rowsAtOnce = 100;

/** Answers with the licenses of the page that is asked for, latest stored first; with all of them if none is. */
export async function licenseList(instance: InstanceForRest, incoming: Incoming): Promise<Reply> {
  const paging = pagingOf(incoming);
  if (!paging.ok) return paging.error;
  const listed = [];
  let total = 0;
  for await (const record of newestFirst(instance.licenses)) {
    if (isOnPage(paging.value, total)) listed.push(await listedLicense(record, instance));
    total += 1;
  }
  const headers = pageHeaders(incoming, paging.value, { url: instance.externalUrl(), total });
  return json(200, listed, headers);
}

async function* newestFirst(licenses: LicenseRecords): AsyncGenerator<LicenseRecord> {
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const records = await licenses.stored({ before, limit: rowsAtOnce });
    yield* records;
    const last = records.at(-1);
    if (!last) return;
    before = last.row;
    await new Promise(setImmediate);
  }
}
