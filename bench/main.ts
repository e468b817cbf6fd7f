import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { version } from "../src/base/version.ts";
import { reportActivations } from "./activations.ts";
import { exitOnSignals } from "./at-exit.ts";
import { reportCurrentLicense } from "./current-license.ts";
import { type Effort, fullEffort, quickEffort } from "./effort.ts";
import { reportHistory } from "./history.ts";
import { reportLicenseFiles } from "./license-files.ts";
import { reportRestLicense } from "./rest-license.ts";
import { reportStartUp } from "./start-up.ts";
import { reportYearsInSync } from "./years-in-sync.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    section: { type: "string", multiple: true },
  },
});
const effort = values.quick ? quickEffort : fullEffort;
exitOnSignals();

const processors = cpus();
console.log(
  `Understudy ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${processors.length} x ${processors[0]?.model}`,
);
console.log(
  `Medians of ${effort.rounds} rounds that take turns; in parentheses least and most. Load and servers share the machine.`,
);
const [busy = 0] = loadavg();
if (busy > processors.length / 2) {
  console.log(
    `The machine does something else as well (load average ${busy.toFixed(1)}): do not trust this run.`,
  );
}
await print("1. Read the license in force, 32 connections", reportCurrentLicense);
await print("2. Activate, 16 connections, portal in a process of its own", reportActivations);
await print(`3. Start, medians of ${effort.starts}`, reportStartUp);
await print("4. Read the first 20 entries of the license history, 1 connection", reportHistory);
await print("5. License files, in this process", reportLicenseFiles);
await print(
  "6. Read the license in force by REST and by GraphQL, 32 connections",
  reportRestLicense,
);
await print("7. Ten years in sync", reportYearsInSync);

async function print(title: string, report: (effort: Effort) => Promise<string>) {
  if (values.section && !values.section.some((number) => title.startsWith(`${number}.`))) return;
  console.log(`\n${title}`);
  console.log(await report(effort));
}
