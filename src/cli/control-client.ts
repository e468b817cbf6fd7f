import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Option } from "commander";
import { Refused } from "./exit.ts";

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
  new Option("--data <dir>", "data directory of a running emulator").default(".understudy"),
];

/** The control API of the emulator that the options mean. */
export function controlOf(target: Target) {
  const { url, token } = target.controlUrl === undefined ? runningOn(target.data) : given(target);
  return {
    async post(path: string, body: unknown): Promise<unknown> {
      const response = await send(`${url}${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      });
      const answer: unknown = await response.json().catch(() => undefined);
      if (response.ok) return answer;
      throw new Refused(1, messageIn(answer) ?? `The control API answered ${response.status}.`);
    },
  };
}

const given = ({ controlUrl, controlToken }: Target) => ({
  url: String(controlUrl).replace(/\/$/, ""),
  token: controlToken ?? null,
});

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw new Refused(
      3,
      `Nothing answers at ${url}. Start an emulator, or name its --control-url.`,
    );
  }
}

function runningOn(data: string): { url: string; token: string | null } {
  const file = join(data, "running.json");
  const nothing = new Refused(
    3,
    `No emulator runs on ${data}: there is no ${file}. Start one, or name its --control-url or --data.`,
  );
  if (!existsSync(file)) throw nothing;
  const { control } = JSON.parse(readFileSync(file, "utf8"));
  if (typeof control?.url !== "string") throw nothing;
  return control;
}

function messageIn(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("error" in answer)) return undefined;
  const { error } = answer;
  return typeof error === "object" && error !== null && "message" in error
    ? String(error.message)
    : undefined;
}
