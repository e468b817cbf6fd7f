import type { AsItCame } from "./as-it-came.ts";
import type { TestEmulator } from "./emulator-on.ts";

/** What the portal's admins and the instance's administrator do about one customer, over HTTP alone. */
export function customerOf({ ready, control }: TestEmulator) {
  const app = async (path: string, method = "GET", body?: unknown): Promise<AsItCame> => {
    const response = await fetch(`${ready.portal?.url}/api/admin/licenses${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        "x-admin-email": "gl_com_api@gitlab.com",
        "x-admin-token": "customer_admin_token",
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  const file = async (number: number): Promise<string> => (await app(`/${number}`)).license;
  return {
    /** Sells a subscription; what is not said is that of a legacy one. */
    sell: async (order: object): Promise<AsItCame> =>
      (await control.post("/portal/subscriptions", { kind: "legacy", ...order })).body,
    renew: async ({ name }: AsItCame, order: object): Promise<AsItCame> =>
      (await control.post(`/portal/subscriptions/${name}/renew`, order)).body,
    find: (search: string) => app(`?search=${encodeURIComponent(search)}`),
    file,
    /** Duplicates a license and saves the duplicate with the changes. */
    async correct(number: number, changes: object): Promise<AsItCame> {
      const copy = await app(`/${number}/duplicate`, "POST");
      return app(`/${copy.number}`, "PATCH", { expectedVersion: copy.version, changes });
    },
    /** The product's own message, or null if the instance takes the license. */
    async upload(number: number): Promise<string | null> {
      const response = await fetch(`${ready.instance.url}/api/v4/license`, {
        method: "POST",
        headers: { "content-type": "application/json", "private-token": ready.tokens.admin },
        body: JSON.stringify({ license: await file(number) }),
      });
      const { message } = await response.json();
      return response.status === 201 ? null : message;
    },
    explain: async (number: number): Promise<AsItCame> =>
      (await control.post("/licenses/explain", { license: await file(number) })).body,
  };
}
