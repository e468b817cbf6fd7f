import type { Day } from "../../time/day.ts";
import type { PortalDatabase } from "./database.ts";

/** A record in a list: what its columns say. Booleans are 0 and 1, as SQLite has them. */
export type RecordRow = Readonly<Record<string, string | number | null>>;

/** How a filter compares: with the text, or whether there is any. */
export const filterOperators = [
  "like",
  "is",
  "starts_with",
  "ends_with",
  "_present",
  "_blank",
] as const;
export type FilterOperator = (typeof filterOperators)[number];

export interface RecordFilter {
  readonly column: string;
  readonly operator: FilterOperator;
  readonly value: string;
}

/** Which records are asked for, by somebody who looks through a list. */
export interface RecordsAsked {
  /** Records with the text in one of the list's searched columns; each column is looked at alone. */
  readonly query: string;
  /** Each of them must fit. */
  readonly filters: readonly RecordFilter[];
  /** A column of the list; its own order unless said. */
  readonly sort: string | null;
  readonly reverse: boolean;
  /** From 1 on. */
  readonly page: number;
}

export interface RecordPage {
  readonly rows: readonly RecordRow[];
  readonly total: number;
  /** The page that is shown: the last, if a later one was asked for. */
  readonly page: number;
  readonly pages: number;
}

/** A list as SQL, none of which comes from outside. */
interface ListSource {
  readonly from: string;
  /** What its records are known by. */
  readonly id: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly searched: readonly string[];
}

const nameOf = (number: string) => `printf('A-S%08d', ${number})`;
const said = (path: string) => `json_extract(l.attributes, '$.${path}')`;
const reported = (...names: readonly string[]) =>
  `coalesce(${names.map((name) => `json_extract(r.body, '$.${name}')`).join(", ")}${names.length === 1 ? ", null" : ""})`;

const customersSubscriptions = `SELECT count(*) FROM billing_account_memberships m
  JOIN billing_account_contacts k ON k.billing_account_id = m.billing_account_id
  JOIN subscriptions s ON s.sold_to_contact_id = k.id WHERE m.customer_id = c.id`;

/** The term of a subscription that is in force on the day that stands for `today`, as the portal knows it. */
const termInForce = `t.position = coalesce(
  (SELECT max(position) FROM terms x WHERE x.subscription_number = s.number AND x.starts_on <= $today), 0)`;

const sources = {
  customers: {
    from: "customers c",
    id: "c.id",
    columns: {
      id: "c.id",
      name: "c.name",
      email: "c.email",
      company: "c.company",
      login_activated: "c.login_activated",
      created_at: "c.created_at",
      subscriptions: `(${customersSubscriptions})`,
    },
    searched: ["name", "email", "company"],
  },
  billingAccounts: {
    from: "billing_accounts a",
    id: "a.id",
    columns: {
      id: "a.id",
      name: "a.name",
      zuora_account_id: "a.zuora_account_id",
      salesforce_account_id: "a.salesforce_account_id",
      reseller: "a.reseller",
      created_at: "a.created_at",
      version: "a.version",
    },
    searched: ["name", "zuora_account_id", "salesforce_account_id"],
  },
  contacts: {
    from: "billing_account_contacts k JOIN billing_accounts a ON a.id = k.billing_account_id",
    id: "k.id",
    columns: {
      id: "k.id",
      name: "k.name",
      email: "k.email",
      company: "k.company",
      zuora_contact_id: "k.zuora_contact_id",
      billing_account_id: "a.id",
      billing_account: "a.name",
      bill_to: "k.bill_to",
      sold_to: "EXISTS (SELECT 1 FROM subscriptions s WHERE s.sold_to_contact_id = k.id)",
      version: "k.version",
    },
    searched: ["name", "email", "company", "zuora_contact_id"],
  },
  memberships: {
    from: "billing_account_memberships m JOIN customers c ON c.id = m.customer_id JOIN billing_accounts a ON a.id = m.billing_account_id",
    id: "m.id",
    columns: {
      id: "m.id",
      customer_id: "c.id",
      customer: "c.email",
      billing_account_id: "a.id",
      billing_account: "a.name || ' (' || a.zuora_account_id || ')'",
    },
    searched: ["customer", "billing_account"],
  },
  cloudActivations: {
    from: `cloud_activations v JOIN subscriptions s ON s.number = v.subscription_number JOIN customers c ON c.id = v.customer_id
      JOIN billing_account_contacts k ON k.id = s.sold_to_contact_id`,
    id: "v.id",
    columns: {
      id: "v.id",
      activation_code: "v.activation_code",
      subscription_name: nameOf("s.number"),
      subscription_number: "s.number",
      customer_id: "c.id",
      customer: "c.email",
      trial: "s.trial",
      issued_on: "v.issued_on",
      withdrawn: "v.withdrawn",
      sold_to: "k.email",
      activations:
        "(SELECT count(*) FROM self_managed_instance_activations x WHERE x.cloud_activation_id = v.id)",
    },
    searched: ["activation_code", "subscription_name"],
  },
  instanceActivations: {
    from: "self_managed_instance_activations x JOIN self_managed_instances i ON i.id = x.self_managed_instance_id",
    id: "x.id",
    columns: {
      id: "x.id",
      cloud_activation_id: "x.cloud_activation_id",
      activated_at: "x.activated_at",
      instance_identifier: "i.instance_identifier",
      hostname: "i.hostname",
      gitlab_version: "i.gitlab_version",
    },
    searched: ["instance_identifier", "hostname"],
  },
  licenses: {
    from: "licenses l LEFT JOIN customers c ON c.id = l.customer_id",
    id: "l.number",
    columns: {
      id: "l.number",
      type: `CASE WHEN ${said("offline_cloud_licensing_enabled")} THEN 'Offline cloud' WHEN ${said("cloud_licensing_enabled")} THEN 'Cloud' ELSE 'Legacy' END`,
      name: said("licensee.Name"),
      email: said("licensee.Email"),
      company: said("licensee.Company"),
      subscription_name: said("restrictions.subscription_name"),
      subscription_number: "l.subscription_number",
      subscription_id: said("restrictions.subscription_id"),
      customer_id: "c.id",
      customer: "c.email",
      duplicated_from: "l.duplicated_from",
      previous_users_count: said("restrictions.previous_user_count"),
      trueup_count: said("restrictions.trueup_quantity"),
      notes: "l.notes",
      plan_code: said("restrictions.plan"),
      users_count: said("restrictions.active_user_count"),
      trial: `coalesce(${said("restrictions.trial")}, 0)`,
      starts_at: said("issued_at"),
      expires_at: said("expires_at"),
      issued_at: "l.issued_at",
      creator: "l.creator",
    },
    searched: ["id", "name", "email", "company", "subscription_name"],
  },
  seatLinks: {
    from: `license_seat_links r JOIN subscriptions s ON s.number = r.subscription_number
      LEFT JOIN billing_account_contacts k ON k.id = s.sold_to_contact_id LEFT JOIN licenses l ON l.number = r.license_number`,
    id: "r.id",
    columns: {
      id: "r.id",
      company: "k.company",
      subscription_name: nameOf("r.subscription_number"),
      hostname: reported("hostname"),
      report_timestamp: reported("timestamp", "date"),
      received_at: "r.received_at",
      license_id: "r.license_number",
      license_user_count: said("restrictions.active_user_count"),
      billable_user_count: reported("billable_users_count", "active_users"),
      max_historical_user_count: reported("max_historical_user_count"),
      gitlab_version: reported("gitlab_version"),
      instance_identifier: reported("instance_id"),
    },
    searched: ["company", "subscription_name", "hostname"],
  },
  orders: {
    from: `subscriptions s JOIN terms t ON t.subscription_number = s.number AND ${termInForce}
      LEFT JOIN billing_account_contacts k ON k.id = s.sold_to_contact_id LEFT JOIN billing_accounts a ON a.id = k.billing_account_id`,
    id: "s.number",
    columns: {
      id: "s.number",
      subscription_name: nameOf("s.number"),
      subscription_id: "s.zuora_id",
      billing_account_id: "a.id",
      billing_account: "a.name",
      product_rate_plan: "t.plan",
      quantity: "t.seats",
      start_date: "t.starts_on",
      end_date: "t.expires_on",
      gl_namespace_id: "s.gl_namespace_id",
      gl_namespace_name: "s.gl_namespace_name",
      trial: "s.trial",
      cancelled: "s.cancelled",
      cloud_licensing: "s.cloud_licensing",
      seat_reconciliation: "s.seat_reconciliation",
      codes:
        "(SELECT count(*) FROM cloud_activations v WHERE v.subscription_number = s.number AND NOT v.withdrawn)",
    },
    searched: [
      "id",
      "billing_account",
      "subscription_name",
      "gl_namespace_id",
      "gl_namespace_name",
    ],
  },
  versions: {
    from: "versions w",
    id: "w.id",
    columns: {
      id: "w.id",
      created_at: "w.created_at",
      item_type: "w.item_type",
      item_id: "w.item_id",
      event: "w.event",
      whodunnit: "w.whodunnit",
      object_changes: "w.object_changes",
    },
    searched: ["event", "whodunnit", "object_changes"],
  },
} as const satisfies Readonly<Record<string, ListSource>>;

export type RecordListName = keyof typeof sources;

/** What a list is narrowed to: the values that columns must have. */
export type RecordOwner = Readonly<Record<string, string | number>>;

/** Everything that the portal's staff looks through. `today` is the day of terms in force. */
export interface RecordBooks {
  records(
    list: RecordListName,
    asked: RecordsAsked & { readonly today: Day; readonly of?: RecordOwner | undefined },
  ): RecordPage;
  /** Null if there is none with the number. */
  record(list: RecordListName, id: number, today: Day): RecordRow | null;
  recordCount(list: RecordListName, today: Day): number;
}

/** How many a page has at most. */
const pageSize = 20;

type Values = Record<string, string | number>;

export function recordBooksIn({ raw }: Pick<PortalDatabase, "raw">): RecordBooks {
  raw.function("folded_has", { deterministic: true }, (text, wanted) =>
    text !== null && folded(String(text)).includes(String(wanted)) ? 1 : 0,
  );
  const rowsOf = (sql: string, values: Values) => raw.prepare<[Values], RecordRow>(sql).all(values);
  const countOf = ({ from }: ListSource, where: string, values: Values) =>
    Number(rowsOf(`SELECT count(*) AS total FROM ${from}${where}`, values)[0]?.["total"] ?? 0);
  return {
    records(list, asked) {
      const source: ListSource = sources[list];
      const { where, values } = conditions(source, asked);
      const total = countOf(source, where, values);
      const pages = Math.max(1, Math.ceil(total / pageSize));
      const page = Math.min(Math.max(1, asked.page), pages);
      const rows = rowsOf(
        `SELECT ${selected(source)} FROM ${source.from}${where} ORDER BY ${orderOf(source, asked)} LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
        values,
      );
      return { rows, total, page, pages };
    },
    record(list, id, today) {
      const source: ListSource = sources[list];
      const sql = `SELECT ${selected(source)} FROM ${source.from} WHERE ${source.id} = $id`;
      return rowsOf(sql, { id, today })[0] ?? null;
    },
    recordCount: (list, today) => countOf(sources[list], "", { today }),
  };
}

const selected = ({ columns }: ListSource) =>
  Object.entries(columns)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(", ");

/** Newest first unless somebody has chosen a column, and then newest first of what is alike. */
function orderOf({ id, columns }: ListSource, { sort, reverse }: RecordsAsked): string {
  const column = sort === null ? undefined : new Map(Object.entries(columns)).get(sort);
  if (column === undefined) return `${id} DESC`;
  const ofTexts = `${column} COLLATE NOCASE`;
  return `${ofTexts} ${reverse ? "DESC" : "ASC"}, ${id} DESC`;
}

function conditions(
  { columns, searched }: ListSource,
  { query, filters, today, of = {} }: Parameters<RecordBooks["records"]>[1],
) {
  const byName = new Map(Object.entries(columns));
  const values: Values = { today };
  const parts: string[] = [];
  for (const [name, value] of Object.entries(of)) {
    values[`of_${name}`] = value;
    parts.push(`${byName.get(name)} = $of_${name}`);
  }
  const wanted = folded(query.trim());
  if (wanted !== "") {
    values["wanted"] = wanted;
    const each = searched.map((name) => `folded_has(${byName.get(name)}, $wanted)`);
    parts.push(`(${each.join(" OR ")})`);
  }
  for (const [index, { column, operator, value }] of filters.entries()) {
    const sql = byName.get(column);
    if (sql === undefined) continue;
    const name = `filter${index}`;
    if (!operator.startsWith("_")) values[name] = valueFor(operator, value);
    parts.push(comparisons[operator](sql, `$${name}`));
  }
  return { where: parts.length === 0 ? "" : ` WHERE ${parts.join(" AND ")}`, values };
}

const comparisons: Readonly<Record<FilterOperator, (column: string, value: string) => string>> = {
  like: (column, value) => `folded_has(${column}, ${value})`,
  is: (column, value) => `CAST(${column} AS TEXT) = ${value} COLLATE NOCASE`,
  starts_with: (column, value) => `${column} LIKE ${value} ESCAPE '\\'`,
  ends_with: (column, value) => `${column} LIKE ${value} ESCAPE '\\'`,
  _present: (column) => `coalesce(${column}, '') <> ''`,
  _blank: (column) => `coalesce(${column}, '') = ''`,
};

function valueFor(operator: FilterOperator, value: string): string {
  const escaped = value.replaceAll(/[\\%_]/g, "\\$&");
  if (operator === "starts_with") return `${escaped}%`;
  if (operator === "ends_with") return `%${escaped}`;
  return operator === "like" ? folded(value.trim()) : value.trim();
}

/** Case, and how an accent is written, make no difference. */
const folded = (text: string) => text.normalize("NFC").toLowerCase();
