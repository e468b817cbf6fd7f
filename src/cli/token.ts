import { type Command, Option } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { memberOf } from "./input.ts";
import { type JsonOption, jsonOption, print, printDone } from "./print.ts";
import { printable } from "./printable.ts";
import { column, listOf } from "./table.ts";

interface CreateOptions extends Target, JsonOption {
  readonly user: string;
  readonly scope: readonly string[];
  readonly expiresOn?: string;
}

/** Access tokens of the instance, by way of the control API of a running emulator. */
export function addTokenCommands(program: Command) {
  const token = program
    .command("token")
    .description("Create, list and revoke access tokens of the instance.")
    .addHelpText("after", example("understudy token list"));
  addCreate(token);
  addList(token);
  addRevoke(token);
}

function addCreate(token: Command) {
  const create = token
    .command("create")
    .description("Create a token and print it: it is shown only this once.")
    .addOption(
      new Option("--user <name>", "root is the administrator")
        .choices(["root", "user", "deactivated"])
        .default("root"),
    )
    .addOption(
      new Option("--scope <scope...>", "what it may be used for")
        .choices(["api", "read_api", "read_user", "admin_mode"])
        .default(["api"]),
    )
    .option("--expires-on <day>", "first day on which it is worthless; never unless said")
    .option(...jsonOption)
    .addHelpText("after", example("understudy token create --user user --scope read_api"));
  onControl(create).action(async (options: CreateOptions) => {
    const { user, scope: scopes, expiresOn } = options;
    const created = await (await controlOf(options)).post("/tokens", { user, scopes, expiresOn });
    print(created, options, () => printable(String(memberOf(created, "token"))));
  });
}

function addList(token: Command) {
  const list = token
    .command("list")
    .description("Print the tokens, without their clear text.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy token list --json"));
  onControl(list).action(async (options: Target & JsonOption) => {
    print(await (await controlOf(options)).get("/tokens"), options, tokensInWords);
  });
}

function addRevoke(token: Command) {
  const revoke = token
    .command("revoke")
    .argument("<id>", "the token's id in the list")
    .description("Make a token worthless.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy token revoke 3"));
  onControl(revoke).action(async (id: string, options: Target & JsonOption) => {
    await (await controlOf(options)).delete(`/tokens/${encodeURIComponent(id)}`);
    printDone(options);
  });
}

const tokensInWords = (tokens: unknown): string =>
  listOf(tokens, [
    column("id"),
    column("user"),
    column("scopes"),
    column("expiresOn", "expires", "never"),
    column("revoked"),
  ]);
