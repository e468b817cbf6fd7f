import { type Command, Option } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { memberOf } from "./input.ts";
import { type JsonOption, jsonOption, print, printDone } from "./print.ts";
import { column, listOf } from "./table.ts";
import { wholeNumberFrom } from "./whole-number.ts";

interface ListOptions extends Target, JsonOption {
  readonly hop?: string;
  readonly limit?: number;
}

export function addTrafficCommands(program: Command) {
  const traffic = program
    .command("traffic")
    .description("Show what went over the wire.")
    .addHelpText("after", example("understudy traffic"));

  const list = traffic
    .command("list", { isDefault: true })
    .description("List exchanges, newest last. Also without list. JSON has headers and bodies.")
    .addOption(
      new Option(
        "--hop <hop>",
        "portal: what the instance sent; instance: what clients sent",
      ).choices(["portal", "instance"]),
    )
    .option("--limit <number>", "only the newest ones", wholeNumberFrom(1))
    .option(...jsonOption)
    .addHelpText("after", example("understudy traffic list --hop portal --limit 1 --json"));
  onControl(list).action(async ({ hop, limit, ...options }: ListOptions) => {
    const query = new URLSearchParams({
      ...(hop !== undefined && { hop }),
      ...(limit !== undefined && { limit: String(limit) }),
    });
    print(await (await controlOf(options)).get(`/traffic?${query}`), options, trafficInWords);
  });

  const clear = traffic
    .command("clear")
    .description("Forget all exchanges.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy traffic clear"));
  onControl(clear).action(async (options: Target & JsonOption) => {
    await (await controlOf(options)).delete("/traffic");
    printDone(options);
  });
}

const trafficInWords = (exchanges: unknown): string =>
  listOf(exchanges, [
    column("id"),
    column("hop"),
    column("at"),
    ["method", (exchange) => memberOf(memberOf(exchange, "request"), "method")],
    ["url", (exchange) => memberOf(memberOf(exchange, "request"), "url")],
    ["answer", answerOf],
    ["ms", (exchange) => Math.round(Number(memberOf(exchange, "ms")))],
  ]);

const answerOf = (exchange: unknown): unknown =>
  memberOf(memberOf(exchange, "response"), "status") ?? memberOf(exchange, "error");
