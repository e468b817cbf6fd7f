import { existsSync } from "node:fs";
import { join } from "node:path";
import { Option } from "commander";
import { settings, variableOf } from "../settings.ts";
import { Refused } from "./exit.ts";
import { jsonIn, memberOf } from "./input.ts";

/** Where a command looks for its emulator. */
export interface Target {
  readonly controlUrl?: string;
  readonly controlToken?: string;
  readonly data: string;
}

export const targetOptions = () => [
  new Option(
    "--control-url <url>",
    "control API of the emulator, instead of the one that runs on --data",
  ),
  new Option("--control-token <token>", "bearer token of that control API, if it has one"),
  new Option("--data <dir>", "data directory of a running emulator")
    .env(variableOf("data"))
    .default(settings.data.default),
];

/** The control API of the emulator that the options mean. */
export async function controlOf(target: Target) {
  const { url, token } =
    target.controlUrl === undefined
      ? await runningOn(target.data)
      : { url: checked(target.controlUrl), token: target.controlToken };
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await answerOf(url, path, {
      method,
      headers: {
        "content-type": "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    const message = memberOf(memberOf(answer, "error"), "message");
    throw new Refused(1, String(message ?? `${url} answered ${response.status}.`));
  };
  return {
    get: (path: string) => send("GET", path),
    post: (path: string, body: unknown) => send("POST", path, body),
    delete: (path: string) => send("DELETE", path),
  };
}

function checked(controlUrl: string): string {
  const settled = settings.portalUrl.parse(controlUrl);
  if (settled.ok) return settled.value;
  throw new Refused(2, `--control-url is "${controlUrl}", but must be ${settled.error}.`);
}

async function answerOf(url: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${url}${path}`, init);
  } catch {
    throw new Refused(
      3,
      `Nothing answers at ${url}. Start an emulator, or name its --control-url.`,
    );
  }
}

async function runningOn(data: string): Promise<{ url: string; token?: string }> {
  const file = join(data, "running.json");
  if (!existsSync(file)) {
    throw new Refused(
      3,
      `No emulator runs on ${data}: there is no ${file}. Start one, or name its --control-url or --data.`,
    );
  }
  const control = memberOf(await jsonIn(file), "control");
  const url = memberOf(control, "url");
  const token = memberOf(control, "token");
  if (typeof url !== "string") throw new Refused(1, `${file} names no control API.`);
  return { url, ...(typeof token === "string" && { token }) };
}
