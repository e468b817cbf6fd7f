import type { LicenseRecord } from "../activation/license-records.ts";
import { forReaders } from "./access.ts";
import { builder } from "./builder.ts";
import { pageOf } from "./connection.ts";
import { licenseFields } from "./license-fields.ts";

export const LicenseHistoryEntry = builder
  .objectRef<LicenseRecord>("LicenseHistoryEntry")
  .implement({
    description: "A license stored on this instance, past, present or future.",
    fields: licenseFields,
  });

builder.queryField("licenseHistoryEntries", (t) =>
  t.connection(
    {
      type: LicenseHistoryEntry,
      description:
        "All licenses stored on this instance that can be read, latest start first. Needs an administrator.",
      access: forReaders,
      resolve: (_root, args, { instance }) =>
        pageOf(args, {
          slice: (offset, limit) => instance.licenses.history({ offset, limit }),
          length: () => instance.licenses.historyLength(),
        }),
    },
    {
      name: "LicenseHistoryEntryConnection",
      description: "The connection type for LicenseHistoryEntry.",
    },
    {
      name: "LicenseHistoryEntryEdge",
      description: "An edge in a connection of LicenseHistoryEntry.",
    },
  ),
);
