import { understudyProcess } from "../../support/command-line.ts";
import { documentedCommands } from "../../support/commands.ts";
import { type Party, tables } from "../route-tables.ts";
import { type MarkedEmulator, own } from "./marked-emulator.ts";
import type { live } from "./story-of-secrets.ts";

type People = Awaited<ReturnType<typeof live>>;

/** Asks for everything that can be asked for, by everybody who may. */
export async function everyOutput(emulator: MarkedEmulator, people: People) {
  const { ask, see, logged } = emulator;
  // What is read of the traffic first is masked for that; from then on it is kept so.
  await ask("control", "/traffic", {}, "control GET /traffic, read first");
  for (const party of ["instance", "portal", "hosted", "control"] as const) {
    for (const { method, path } of tables[party].routes) {
      if (method === "GET" && !isElsewhere(path)) await everyAnswer(emulator, people, party, path);
    }
  }
  const file = "/snapshots/A-S00000001/file?secrets=false";
  await ask("control", file, {}, "control GET a snapshot without secrets");
  for (const { help } of await documentedCommands()) see("help", help);
  for (const shell of ["bash", "zsh", "fish", "powershell"]) {
    see("completion", await understudyProcess(["completion", shell]));
  }
  see("log", logged());
}

/** The story has listened to what happens all along, and assets are the same for everybody. */
const isElsewhere = (path: string) => path === "/events" || path.includes("/assets/");

async function everyAnswer(emulator: MarkedEmulator, people: People, party: Party, path: string) {
  const { admin, staff, customer, ada } = people;
  const visitors = {
    instance: [admin],
    portal: [staff, customer],
    hosted: [ada],
    control: [],
  }[party];
  const accept = party === "control" ? "*/*" : "text/html, */*";
  for (const cookie of ["", ...visitors.map((visitor) => visitor.cookie())]) {
    for (const filled of await filledIn(emulator, path)) {
      const headers = { cookie, accept, "private-token": own.adminToken };
      await emulator.ask(party, filled, { headers }, `${party} GET ${path}`);
    }
  }
}

/** A path with what it may name. */
async function filledIn({ ask }: MarkedEmulator, path: string): Promise<readonly string[]> {
  if (path.startsWith("/mailbox/{id:digits}")) {
    const { body } = await ask("control", "/mailbox");
    const ids = JSON.parse(body).map(({ id }: { readonly id: number }) => String(id));
    return ids.map((id: string) => path.replace("{id:digits}", id).replace("{place:digits}", "0"));
  }
  const named = { "{number:digits}": "1001", "{number}": "1001", "{name}": "A-S00000001" };
  const filled = Object.entries(named).reduce(
    (text, [name, value]) => text.replace(name, value),
    path,
  );
  return [filled.replaceAll(/\{[^}]+\}/g, "1")];
}
