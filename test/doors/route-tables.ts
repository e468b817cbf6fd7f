import { type InstanceParts, instanceTable } from "../../src/app/instance-routes.ts";
import { controlTable } from "../../src/control/control-table.ts";
import { hostedTable } from "../../src/hosted/routes.ts";
import { apiTable } from "../../src/stand-in/http/routes.ts";
import { pageTable } from "../../src/stand-in/pages/portal-pages.ts";

export type Party = "instance" | "portal" | "hosted" | "control";

/** A route as its table has it. */
interface Tabled {
  readonly method: string;
  readonly path: string;
  readonly access: PropertyKey;
  readonly refuseForged?: unknown;
}

/** Every route that is served. Nothing is asked of these parts: the tables are only looked at. */
export const tables: Readonly<Record<Party, { readonly routes: readonly Tabled[] }>> = {
  instance: instanceTable({
    edition: "ee",
    adminMode: true,
    pages: {},
    signIn: {},
    instance: {},
  } as InstanceParts),
  portal: {
    routes: [
      ...apiTable({} as Parameters<typeof apiTable>[0]).routes,
      ...pageTable({ pages: {}, backOffice: {} } as Parameters<typeof pageTable>[0]).routes,
    ],
  },
  hosted: hostedTable({ pages: {}, office: { books: {} } } as Parameters<typeof hostedTable>[0]),
  control: controlTable({
    controlled: { edition: "ee", clock: { calendar: {} }, snapshots: {} },
  } as Parameters<typeof controlTable>[0]),
};
