import type { LicenseRecord, LicenseRecords } from "../activation/license-records.ts";
import { type Incoming, pathOf, type Reply } from "../listener/http.ts";
import { json } from "../listener/replies.ts";
import type { InstanceForRest } from "./endpoint.ts";
import { listedLicense } from "./license-entity.ts";

/** Licenses are read so many at a time: each costs an RSA operation at its first reading, and others wait. */
const rowsAtOnce = 100;

/** Answers with all licenses, latest stored first. */
export async function licenseList(instance: InstanceForRest, incoming: Incoming): Promise<Reply> {
  const listed = [];
  for await (const record of newestFirst(instance.licenses)) {
    listed.push(await listedLicense(record, instance));
  }
  return json(200, listed, onePage(instance.externalUrl() + pathOf(incoming), listed.length));
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

/**
 * The headers by which clients go from page to page. The product's list has no parameters for pages: whatever is
 * asked for, all licenses are on the first. Source: instance behaviour, REST license API.
 */
const onePage = (url: string, total: number) => ({
  "x-total": String(total),
  "x-total-pages": "1",
  "x-page": "1",
  "x-per-page": String(total),
  "x-next-page": "",
  "x-prev-page": "",
  link: `<${url}>; rel="first", <${url}>; rel="last"`,
});
