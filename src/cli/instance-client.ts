import { type Command, Option } from "commander";
import { Refused } from "./exit.ts";
import { memberOf } from "./input.ts";
import { printable } from "./printable.ts";
import { type Answer, addressIn, request, tokenIn } from "./request.ts";
import { dataOption, runningOn } from "./running-emulator.ts";

/** An activation may take half a minute, if its portal does. */
const patienceMs = 60_000;

/** Where a command looks for its instance: any that has the product's API. */
export interface InstanceTarget {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly data?: string | undefined;
}

/** Lets a command be told which instance is meant, and who asks. */
export const onInstance = (command: Command): Command =>
  command
    .addOption(
      new Option("--url <url>", "instance, instead of that of the emulator that runs on --data"),
    )
    .addOption(new Option("--token <token>", "access token of an administrator; needed with --url"))
    .addOption(dataOption());

/** The API of the instance that the options mean. */
export async function instanceOf(target: InstanceTarget) {
  const { url, token } = await instanceAddress(target);
  const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
    request(`${url}${path}`, {
      method,
      headers: { "private-token": token, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      remedy: "Start an emulator, or name the instance with --url and --token.",
      patienceMs,
    });
  const refusal = ({ status, body }: Answer) =>
    new Refused(
      1,
      messagesIn(body)
        .map((message) => printable(message.replaceAll(token, "…")))
        .join("\n") || `${url} answered ${status}, but not as an instance does.`,
    );
  return {
    /** The data of a GraphQL operation. */
    async graphql(query: string, variables: Record<string, unknown> = {}): Promise<unknown> {
      const answer = await send("POST", "/api/graphql", { query, variables });
      const data = memberOf(answer.body, "data");
      const failed = memberOf(answer.body, "errors") !== undefined;
      if (failed || typeof data !== "object" || data === null) throw refusal(answer);
      return data;
    },
    /** Creates by way of REST, and gives what was created. */
    async post(path: string, sent: unknown): Promise<unknown> {
      const answer = await send("POST", `/api/v4${path}`, sent);
      if (answer.status !== 201) throw refusal(answer);
      return answer.body;
    },
    /** Deletes by way of REST. */
    async delete(path: string): Promise<void> {
      const answer = await send("DELETE", `/api/v4${path}`);
      if (answer.status !== 204) throw refusal(answer);
    },
  };
}

/** What the product's APIs say when they refuse: GraphQL's errors, or REST's one message or error. */
function messagesIn(body: unknown): string[] {
  const errors = memberOf(body, "errors");
  const given = Array.isArray(errors)
    ? errors.map((error: unknown) => memberOf(error, "message"))
    : [memberOf(body, "message") ?? memberOf(body, "error")];
  return given.filter((message) => typeof message === "string");
}

/** Where the instance is that the options mean, and a token for it. */
export async function instanceAddress({ url, token, data }: InstanceTarget) {
  if (url !== undefined) {
    // The emulator's own token is nobody else's business.
    if (token === undefined) throw new Refused(2, "--url needs --token: who asks that instance?");
    return { url: addressIn("--url", url), token: tokenIn("--token", token) };
  }
  const { file, ready } = await runningOn(data, "an instance with --url and --token, or --data");
  const address = memberOf(memberOf(ready, "instance"), "url");
  const own = token ?? memberOf(memberOf(ready, "tokens"), "admin");
  if (typeof address !== "string" || typeof own !== "string") {
    throw new Refused(1, `${file} names no instance.`);
  }
  return { url: address, token: tokenIn("--token", own) };
}
