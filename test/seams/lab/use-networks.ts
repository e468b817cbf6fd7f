import { connect, type Socket } from "node:net";
import { faultKinds } from "../../../src/contract/fault.ts";
import type { Endpoint } from "../../../src/network/network.ts";
import { aNetwork, anActivation, labOn } from "./lab-on.ts";

/**
 * A program that uses every network and ends: once the last is gone, nothing keeps it. It prints what was open before and
 * after each way in which they end.
 */
const kinds = Object.entries(faultKinds)
  .filter(([, { where }]) => where === "network")
  .map(([kind]) => kind);

const open = () => process.getActiveResourcesInfo().sort().join(" ");

// A thread has its output go through these: they are opened by now, and stay.
const outputs = [process.stdout, process.stderr];

const seen: string[] = [];
{
  await using on = await labOn();
  const { lab } = on;
  seen.push(open());

  // Used up.
  for (const kind of kinds) {
    await lab.faults.add(aNetwork({ kind }));
    const network = await lab.strike(anActivation);
    const client = connectTo(network?.network.route({ address: "203.0.113.10", port: 443 }));
    await network?.[Symbol.asyncDispose]();
    client?.destroy();
  }
  await turn();
  seen.push(open());

  // Removed.
  for (const kind of kinds) {
    const { id } = await lab.faults.add(aNetwork({ kind, times: "standing" }));
    await lab.faults.remove(id);
  }
  await turn();
  seen.push(open());

  // Cleared while they open and are struck.
  for (const kind of kinds) {
    const added = lab.faults.add(aNetwork({ kind }));
    const [struck, viewed] = await Promise.all([
      lab.strike(anActivation),
      lab.view(),
      added,
      lab.faults.clear(),
    ]);
    await struck?.[Symbol.asyncDispose]();
    await viewed?.[Symbol.asyncDispose]();
  }
  await turn();
  seen.push(open());

  // All at once, and a reset.
  await Promise.all(kinds.map((kind) => lab.faults.add(aNetwork({ kind, times: "standing" }))));
  await lab.strike(anActivation);
  await lab.reset();
  await turn();
  seen.push(open());
}
outputs[0]?.write(JSON.stringify(seen));

function connectTo(at: Endpoint | null = null): Socket | null {
  return at && connect(at.port, at.address).on("error", () => undefined);
}

/** Lets what has been closed be told so. */
async function turn() {
  for (let count = 0; count < 3; count += 1) await new Promise((done) => setImmediate(done));
}
