import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { version } from "../src/base/version.ts";
import { reportActivations } from "./activations.ts";
import { exitOnSignals } from "./at-exit.ts";
import { type Effort, fullEffort, quickEffort } from "./effort.ts";
import { goalsText, type Reached, type Section } from "./goals.ts";
import { reportGrowth } from "./growth.ts";
import { reportLicenseFiles } from "./license-files.ts";
import { reportListeners } from "./listeners.ts";
import { watchOthers } from "./process-facts.ts";
import { reportReads } from "./reads.ts";
import { reportSnapshots } from "./snapshots.ts";
import { reportStarts } from "./starts.ts";
import { reportYears } from "./years.ts";

const sections: Record<string, { title: string; report: (effort: Effort) => Promise<Section> }> = {
  reads: { title: "Read the license in force, 32 connections", report: reportReads },
  activations: {
    title: "Activate, 16 connections, portal in a process of its own",
    report: reportActivations,
  },
  start: { title: "Start: a server, an emulator in a process, a command", report: reportStarts },
  years: { title: "Ten years in sync", report: reportYears },
  growth: { title: "How cost grows, 1 connection", report: reportGrowth },
  listeners: { title: "Read while others are told of each exchange", report: reportListeners },
  snapshots: { title: "Save and restore 1,000 licenses, in this process", report: reportSnapshots },
  files: { title: "License files, in this process", report: reportLicenseFiles },
};
const names = Object.keys(sections);

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: names },
  },
});
const unknown = values.only.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(", ")}: choose of ${names.join(", ")}.`);
  process.exit(2);
}
const effort = values.quick ? quickEffort : fullEffort;
/** A share of the processors that others may use before figures suffer. */
const othersAllowed = 0.05;
exitOnSignals();

const processors = cpus();
console.log(
  `Understudy ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${processors.length} x ${processors[0]?.model}`,
);
console.log(
  `${effort.rounds} rounds that take turns: medians, of processor time the least; in parentheses least and most. Load and servers share the machine.`,
);
const [busy = 0] = loadavg();
if (busy > processors.length / 2) {
  console.log(
    `The machine is busy (load average ${busy.toFixed(1)}): do not trust what is timed in this run.`,
  );
}
const reached: Reached = {};
const doubts = new Set(values.quick ? ["this run was a quick one"] : []);
for (const name of names.filter((name) => values.only.includes(name))) {
  const { title, report } = sections[name] ?? {};
  const others = watchOthers();
  console.log(`\n${name}: ${title}`);
  const section = await report?.(effort);
  console.log(section?.text);
  Object.assign(reached, section?.reached);
  const share = others();
  if (share > othersAllowed) {
    doubts.add("other programs were busy");
    console.log(
      `   Other programs used ${Math.round(share * 100)} % of the processors meanwhile: do not trust what is timed.`,
    );
  }
}
console.log(
  `\nGoals${doubts.size > 0 ? `, not to be judged by this run: ${[...doubts].join(", and ")}` : ""}`,
);
console.log(goalsText(reached));
