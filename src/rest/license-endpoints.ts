import type { Endpoint } from "./endpoint.ts";
import { jsonReply, noContent } from "./rest-answers.ts";

/** A database id: what is none is refused before anything is looked up. */
const rowIn = (id: string) => (/^\d{1,15}$/.test(id) ? Number(id) : null);

export const licenseEndpoints: readonly Endpoint[] = [
  {
    method: "DELETE",
    path: "/license/:id",
    needs: "administrator",
    scopes: ["api"],
    async answer({ licenses, clock }, { id }) {
      const row = rowIn(id);
      if (row === null) return jsonReply(400, { error: "id is invalid" });
      const removal = await licenses.removeRow(row, clock.today());
      return removal ? noContent : jsonReply(404, { message: "404 Not found" });
    },
  },
];
