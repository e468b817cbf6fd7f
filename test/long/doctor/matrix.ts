import { startEmulator } from "../../../src/app/emulator.ts";
import { startLog } from "../../../src/base/log.ts";
import { readConfig } from "../../../src/config/config.ts";
import { faultKinds, faultyLayerOf, type NetworkFault } from "../../../src/contract/fault.ts";
import type { Layer } from "../../../src/doctor/report.ts";
import { type ControlClient, controlClient } from "../../support/control-client.ts";

/** A network, and the layer at which it is at fault. */
interface Example {
  readonly name: string;
  readonly fault: Pick<NetworkFault, "kind"> | null;
  readonly layer: Layer;
  /** Settings of the emulator, as they would be typed. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Variables with which it is started. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What the doctor has found where. */
export interface Finding {
  readonly name: string;
  readonly layer: Layer;
  readonly found: Layer;
  readonly sentence: string;
}

type NetworkKind = NetworkFault["kind"];

const networkKinds = Object.entries(faultKinds)
  .filter(([, { where }]) => where === "network")
  .map(([kind]) => kind as NetworkKind);

const proxy = "http://proxy.understudy.test:3128";

/** Every kind of network fault as the contract has it, and networks that work. */
export const examples: readonly Example[] = [
  { name: "direct", fault: null, layer: "none" },
  {
    name: "direct, over TLS, IPv4 and IPv6",
    fault: null,
    layer: "none",
    environment: { https_proxy: proxy, no_proxy: "customers.understudy.test" },
  },
  {
    name: "through a proxy of the environment",
    fault: null,
    layer: "none",
    environment: { https_proxy: proxy },
  },
  ...(["https_proxy", "both"] as const).map((variable) => ({
    name: `through a proxy (${variable})`,
    fault: { kind: "proxy-required" as const, variable },
    layer: "none" as const,
  })),
  {
    name: "IPv6 without a route, from 19.2 on",
    fault: { kind: "ipv6-unreachable" },
    layer: "none",
    settings: { gitlabVersion: "19.3.0-ee" },
  },
  ...networkKinds.map((kind) => ({ name: kind, fault: { kind }, layer: layerOf(kind) })),
];

/** As the contract has it of a fault of this kind without further fields. */
function layerOf(kind: NetworkKind): Layer {
  const fault = { kind, endpoint: "network", times: "standing", variable: "http_proxy" };
  return faultyLayerOf(fault as NetworkFault) ?? "none";
}

/**
 * Long enough for whatever answers at all, however busy the machine is: only what never answers is waited for to the end. Those
 * of the product would have black holes last as long as the rest.
 */
const timeouts = { lookupMs: 6_000, connectMs: 6_000, readMs: 6_000, totalMs: 12_000 };

/** Examines each network so many times, several at once: most of the time is waited. */
export async function doctorMatrix({
  times,
  lanes,
  onFinding = () => undefined,
}: {
  readonly times: number;
  readonly lanes: number;
  readonly onFinding?: (finding: Finding) => void;
}): Promise<readonly Finding[]> {
  const left = examples.flatMap((example) => Array.from({ length: times }, () => example));
  const findings: Finding[] = [];
  const lane = async () => {
    for (let example = left.shift(); example; example = left.shift()) {
      await using emulator = await emulatorIn(example);
      const finding = await examinedIn(controlClient(emulator.ready.control.url), example);
      findings.push(finding);
      onFinding(finding);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return findings;
}

async function emulatorIn({ settings, environment = {} }: Example) {
  const flags = { memory: "true", port: "0", portalPort: "0", controlPort: "0", ...settings };
  const config = readConfig({ flags, environment });
  if (!config.ok) throw new Error(config.error.join("\n"));
  const log = await startLog({ level: "silent", json: true });
  return startEmulator(config.value, { log, timeouts });
}

async function examinedIn(
  control: ControlClient,
  { name, fault, layer }: Example,
): Promise<Finding> {
  if (fault) {
    const armed = { ...fault, endpoint: "network", times: "standing" };
    const { status, body } = await control.post("/faults", armed);
    if (status !== 201) throw new Error(`${name} cannot be armed: ${JSON.stringify(body)}`);
  }
  const { body } = await control.post("/doctor");
  return { name, layer, found: body.verdict.layer, sentence: body.verdict.sentence };
}

/** One line for each network: how often each layer was found. What is off the diagonal stands below, with its sentence. */
export function matrixInWords(findings: readonly Finding[]): string {
  const layers = [...new Set(findings.flatMap(({ layer, found }) => [layer, found]))];
  const width = Math.max(...findings.map(({ name }) => name.length));
  const line = (name: string, layer: string, cells: readonly string[]) =>
    `${name.padEnd(width)}  ${layer.padEnd(5)}  ${cells.map((cell) => cell.padStart(5)).join(" ")}`.trimEnd();
  const names = examples.map(({ name }) => name);
  const rows = names.map((name) => {
    const own = findings.filter((finding) => finding.name === name);
    const cells = layers.map((layer) => {
      const count = own.filter(({ found }) => found === layer).length;
      return count === 0 ? "." : String(count);
    });
    return line(name, own[0]?.layer ?? "", cells);
  });
  const wrong = findings.filter(({ layer, found }) => layer !== found);
  return [
    line("network", "is", layers),
    ...rows,
    "",
    `${findings.length - wrong.length} of ${findings.length} on the diagonal`,
    ...wrong.map(({ name, found, sentence }) => `${name}: ${found}: ${sentence}`),
  ].join("\n");
}
