import { type Command, Option } from "commander";
import { Refused } from "./exit.ts";
import { memberOf } from "./input.ts";
import { printable } from "./printable.ts";
import { type Answer, addressIn, request, tokenIn } from "./request.ts";
import { dataOption, runningOn } from "./running-emulator.ts";

/** Where a command looks for its emulator. */
export interface Target {
  readonly controlUrl?: string;
  readonly controlToken?: string;
  readonly data?: string | undefined;
}

/** Lets a command be told where its emulator is. */
export const onControl = (command: Command): Command =>
  withControlOptions(command).addOption(dataOption());

/** The same for a command that is told of a data directory elsewhere. */
export const withControlOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        "--control-url <url>",
        "control API of the emulator, instead of the one that runs on --data",
      ),
    )
    .addOption(
      new Option("--control-token <token>", "bearer token of that control API, if it has one"),
    );

/** The control API of the emulator that the options mean. */
export async function controlOf(target: Target) {
  const { url, token } = await addressOf(target);
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await request(`${url}${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      remedy: "Start an emulator, or name its --control-url.",
    });
    return accepted(url, answer);
  };
  return {
    get: (path: string) => send("GET", path),
    post: (path: string, body: unknown) => send("POST", path, body),
    patch: (path: string, body: unknown) => send("PATCH", path, body),
    put: (path: string, body: unknown) => send("PUT", path, body),
    delete: (path: string) => send("DELETE", path),
  };
}

function accepted(url: string, { status, body }: Answer): unknown {
  if (status === 204) return undefined;
  const isControl = status < 300 && body !== undefined;
  if (isControl) return body;
  const message = memberOf(memberOf(body, "error"), "message");
  if (typeof message === "string") throw new Refused(1, printable(message));
  throw new Refused(1, `${url} answered ${status}, but not as a control API does.`);
}

async function addressOf({ controlUrl, controlToken, data }: Target) {
  if (controlUrl !== undefined) {
    return {
      url: addressIn("--control-url", controlUrl),
      ...(controlToken !== undefined && { token: tokenIn("--control-token", controlToken) }),
    };
  }
  const { file, ready } = await runningOn(data, "its --control-url or --data");
  const control = memberOf(ready, "control");
  const url = memberOf(control, "url");
  const token = memberOf(control, "token");
  if (typeof url !== "string") throw new Refused(1, `${file} names no control API.`);
  return { url, ...(typeof token === "string" && { token }) };
}
