import type { Command } from "commander";
import { controlOf, type Target, targetOptions } from "./control-client.ts";
import { memberOf } from "./input.ts";

interface CreateOptions extends Target {
  readonly user: string;
  readonly scope: readonly string[];
  readonly expiresOn?: string;
}

/** Access tokens of the instance, by way of the control API of a running emulator. */
export function addTokenCommands(program: Command) {
  const token = program
    .command("token")
    .description("Create, list and revoke access tokens of the instance.");

  const create = token
    .command("create")
    .description("Create a token and print it: it is shown only this once.")
    .option("--user <name>", "root (the administrator), user or deactivated", "root")
    .option("--scope <scope...>", "api, read_api, read_user", ["api"])
    .option("--expires-on <day>", "first day on which it is worthless; never unless said")
    .addHelpText("after", "\nExample:\n  understudy token create --user user --scope read_api");
  const list = token
    .command("list")
    .description("Print the tokens, without their clear text.")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  understudy token list --json");
  const revoke = token
    .command("revoke")
    .argument("<id>", "the token's id in the list")
    .description("Make a token worthless.")
    .addHelpText("after", "\nExample:\n  understudy token revoke 4");
  for (const option of targetOptions()) {
    for (const command of [create, list, revoke]) command.addOption(option);
  }

  create.action(async ({ user, scope: scopes, expiresOn, ...target }: CreateOptions) => {
    const grant = { user, scopes, ...(expiresOn !== undefined && { expiresOn }) };
    console.log(memberOf(await (await controlOf(target)).post("/tokens", grant), "token"));
  });
  list.action(async ({ json, ...target }: Target & { json?: true }) => {
    const tokens = await (await controlOf(target)).get("/tokens");
    console.log(json ? JSON.stringify(tokens) : tableOf(tokens));
  });
  revoke.action(async (id: string, target: Target) => {
    await (await controlOf(target)).delete(`/tokens/${encodeURIComponent(id)}`);
  });
}

const columns = ["id", "user", "scopes", "expiresOn", "revoked"] as const;

/** One line per token, columns as wide as they must be. */
function tableOf(tokens: unknown): string {
  const rows = (Array.isArray(tokens) ? tokens : []).map((token: unknown) =>
    columns.map((column) => String(memberOf(token, column) ?? "never")),
  );
  const lines = [[...columns], ...rows];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
