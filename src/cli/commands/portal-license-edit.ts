import { type Command, InvalidArgumentError, Option } from "commander";
import { argumentOf, ask } from "../command.ts";
import { controlOf } from "../control-client.ts";
import { onControl, type Target } from "../naming.ts";
import { operations } from "../operations.ts";
import { Refused, type Terminal } from "../terminal.ts";
import { countFrom } from "../values.ts";

/** Options for the fields that are edited most; `--set` does for all. */
const shortcuts = [
  { flag: "--true-up <seats>", field: "restrictions.trueup_quantity", is: "true-up count" },
  { flag: "--true-up-from <day>", field: "restrictions.trueup_from", is: "its first day" },
  { flag: "--true-up-to <day>", field: "restrictions.trueup_to", is: "its last day" },
  {
    flag: "--previous-seats <seats>",
    field: "restrictions.previous_user_count",
    is: "seats of the term before",
  },
  {
    flag: "--seats <seats>",
    field: "restrictions.active_user_count",
    is: "seats; none is unlimited",
  },
  { flag: "--plan <plan>", field: "restrictions.plan", is: "starter, premium or ultimate" },
  { flag: "--starts-on <day>", field: "issued_at", is: "first day" },
  { flag: "--expires-on <day>", field: "expires_at", is: "day at whose start it expires" },
  { flag: "--company <name>", field: "licensee.Company", is: "the licensee's company" },
  { flag: "--email <address>", field: "licensee.Email", is: "the licensee's address" },
  { flag: "--name <name>", field: "licensee.Name", is: "the licensee's name" },
] as const;

interface Options extends Target {
  readonly set?: readonly Field[];
  readonly ifVersion?: number;
}

type Field = readonly [name: string, value: unknown];

export function addPortalLicenseEdit(license: Command, terminal: Terminal) {
  const edit = license
    .command("edit")
    .addArgument(argumentOf("portalLicenses.edit", "number"))
    .description(operations["portalLicenses.edit"].summary);
  for (const { flag, field, is } of shortcuts) {
    const isText = field.startsWith("licensee.");
    edit.addOption(
      new Option(flag, `${is}: ${field}`).argParser(
        (text: string): Field => [field, isText ? text : valueOrNone(text)],
      ),
    );
  }
  edit
    .option(
      "--set <field=value>",
      "any field, as `show` names it; the value is JSON or a text, and null removes the field",
      (text: string, before: readonly Field[] = []) => [...before, assignment(text)],
    )
    .option(
      "--if-version <version>",
      "refuse if it was saved since it had this version, which `show` prints",
      countFrom(0),
    );
  onControl(
    edit,
    "1001 --true-up 3 --true-up-from 2024-06-01 --true-up-to 2025-06-01",
    "1001 --seats none --set restrictions.trial=true",
  ).action(async (number: number, options: Options) => {
    const changes = changesIn(options);
    const shown = async () =>
      (await controlOf(terminal, options)).call("portalLicenses.show", { number });
    const expectedVersion = options.ifVersion ?? (await shown()).version;
    await ask(terminal, options, "portalLicenses.edit", { number, expectedVersion, changes });
  });
}

function changesIn({ set = [], ...options }: Options): Record<string, unknown> {
  const shortened = Object.values<unknown>({ ...options }).filter(isField);
  const fields = [...shortened, ...set];
  if (fields.length === 0) throw new Refused(2, "Say what to change: --true-up 3, for example.");
  const names = fields.map(([name]) => name);
  const again = names.find((name, at) => names.some((other, i) => i !== at && covers(name, other)));
  if (again !== undefined) {
    throw new Refused(2, `${again} is changed twice. Say it once, as a whole or field by field.`);
  }
  const groups = new Map<string, [string, unknown][]>();
  const changes: [string, unknown][] = [];
  for (const [name, value] of fields) {
    const [group = "", ...field] = name.split(".");
    if (field.length === 0) changes.push([group, value]);
    else groups.set(group, [...(groups.get(group) ?? []), [field.join("."), value]]);
  }
  for (const [group, members] of groups) changes.push([group, Object.fromEntries(members)]);
  return Object.fromEntries(changes);
}

/** Whether a change of the one is one of the other as well. */
const covers = (name: string, other: string) => other === name || other.startsWith(`${name}.`);

/** What the options above were read as. */
const isField = (value: unknown): value is Field =>
  Array.isArray(value) && typeof value[0] === "string";

function assignment(text: string): Field {
  const [, name, value] = /^([\w.]+)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, valueIn(value)];
  throw new InvalidArgumentError(
    "It must be a field and its value, such as restrictions.trial=true.",
  );
}

const valueOrNone = (text: string): unknown => (text === "none" ? null : valueIn(text));

/** What is beyond all numbers stays a text: JSON would send it as null, which removes. */
function valueIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY ? text : value;
  } catch {
    return text;
  }
}
