import { spawn } from "node:child_process";
import type { Command } from "commander";
import { controlAddress, onControl, type Target } from "../naming.ts";
import type { Terminal } from "../terminal.ts";

interface Options extends Target {
  readonly print?: true;
}

/** What opens an address in a browser. */
const openers: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: "open",
  linux: "xdg-open",
};

/** Leads to the dashboard. Its token stands behind the `#`, which no server is sent. */
export function addOpen(program: Command, terminal: Terminal) {
  const open = program
    .command("open")
    .description("Print the address of the dashboard, and open it where there is a browser.")
    .option("--print", "print the address alone");
  onControl(open, "", "--print").action(async (options: Options) => {
    const { url, token } = await controlAddress(terminal, options);
    const address = `${url}/${token === undefined ? "" : `#token=${encodeURIComponent(token)}`}`;
    terminal.stdout(options.json ? `${JSON.stringify({ url: address })}\n` : `${address}\n`);
    if (options.print || options.json || !hasDisplay(terminal)) return;
    await openIn(address);
  });
}

const hasDisplay = ({ env, isTty }: Terminal): boolean =>
  isTty && (process.platform === "darwin" || Boolean(env["DISPLAY"] ?? env["WAYLAND_DISPLAY"]));

/** Where nothing opens it, the address has been printed. */
async function openIn(address: string): Promise<void> {
  const opener = openers[process.platform];
  if (opener === undefined) return;
  const child = spawn(opener, [address], { stdio: "ignore", detached: true });
  await new Promise<void>((resolve) => {
    child.on("error", () => resolve());
    child.on("spawn", () => resolve());
  });
  child.unref();
}
