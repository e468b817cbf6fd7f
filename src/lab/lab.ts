import type { NetworkFault } from "../contract/fault.ts";
import { networkParties } from "../contract/fault-endpoints.ts";
import type { ChangedFault } from "../faults/armed-faults.ts";
import { type Armed, type ArmedFaults, armedFaults } from "../faults/armed-faults.ts";
import type { ProxyVariables } from "../network/network.ts";
import type { LabView, LabWorld, OpenNetwork } from "./open-network.ts";
import { partyOf, type Scene, sceneOf } from "./scene.ts";

export type { LabView } from "./open-network.ts";

interface LabOptions extends LabWorld {
  /** Those with which the emulator was started. */
  readonly proxyVariables: ProxyVariables;
  readonly nextFaultId: () => string;
  readonly onFault: (changed: ChangedFault<NetworkFault>) => void;
}

/** A request of the instance to the portal. */
interface Asked {
  readonly method: string;
  readonly url: string;
  /** What it is for, as the timeline calls it; null if it is for nothing that it knows. */
  readonly asked: string | null;
}

/** A network that stays open until it is given back, whatever becomes of its faults meanwhile. Only a reset ends it before. */
interface LentView extends LabView, AsyncDisposable {}

/** Networks between the instance and the stand-in portal, on real sockets, as the faults that are armed make them. */
export interface FaultLab extends AsyncDisposable {
  readonly faults: {
    /** Resolves once the network listens. Rejects, and arms nothing, if it cannot. */
    add(fault: NetworkFault): Promise<Armed<NetworkFault>>;
    all(): readonly Armed<NetworkFault>[];
    /** Resolves once the network is gone that it made, or is kept for nothing but what is under way on it. */
    remove(id: string): Promise<boolean>;
    /** The same for all. */
    clear(): Promise<void>;
  };
  /** The network as it is now, kept for whoever asks until it is given back; null if there is none. */
  view(): Promise<LentView | null>;
  /** The network for one request, at which each fault in force counts down; null if there is none. */
  strike(request: Asked): Promise<LentView | null>;
  /** Forgets all faults without a word, and ends what is open; others make the network from now on, if there are any. */
  reset(faults?: readonly Armed<NetworkFault>[]): Promise<void>;
  /** PEM of the authority with which an appliance signs what it has read. */
  applianceCertificate(): Promise<string>;
}

/** A network that was opened, or is being so. */
interface Stage {
  readonly key: string;
  readonly opening: Promise<OpenNetwork>;
  /** How many have borrowed it. */
  borrowers: number;
  /** Set once it is to end. */
  ended: Promise<void> | null;
}

/** How long a network is kept for those that do not give it back, in milliseconds: longer than anybody waits for an answer. */
const keptMs = 60_000;

/**
 * What is armed makes the network that is wanted; each that differs from the one before is opened anew, and the one before
 * ends once nobody uses it any more.
 */
export function faultLab({
  standIn,
  authorities,
  trustedCertificates,
  proxyVariables,
  nextFaultId,
  onFault,
}: LabOptions): FaultLab {
  const armed: ArmedFaults<NetworkFault> = armedFaults(nextFaultId, onFault);
  const stages = new Set<Stage>();
  let current: Stage | null = null;

  const world = { standIn, authorities, trustedCertificates };
  const around = { isSecure: standIn.isSecure, proxyVariables };

  /** The network that is wanted now. */
  function staged(): Stage | null {
    const scene = sceneOf(armed.all(), around);
    const key = scene && JSON.stringify(scene);
    if (key === (current?.key ?? null)) return current;
    const before = current;
    current = scene && stageOf(scene, key ?? "");
    if (before?.borrowers === 0) void end(before);
    else if (before) setTimeout(() => void end(before), keptMs).unref();
    return current;
  }

  function stageOf(scene: Scene, key: string): Stage {
    const stage: Stage = { key, opening: opened(scene), borrowers: 0, ended: null };
    stages.add(stage);
    // Whoever asks for it is told; and the next one who does has it tried again.
    stage.opening.catch(() => {
      stages.delete(stage);
      if (current === stage) current = null;
    });
    return stage;
  }

  async function opened(scene: Scene): Promise<OpenNetwork> {
    // What a network is made of is loaded by an emulator that has one.
    const { openNetwork } = await import("./open-network.ts");
    return openNetwork(scene, world);
  }

  function end(stage: Stage): Promise<void> {
    stage.ended ??= stage.opening.then(
      async (network) => {
        await network[Symbol.asyncDispose]();
        stages.delete(stage);
      },
      () => undefined,
    );
    return stage.ended;
  }

  async function endAll() {
    current = null;
    await Promise.all([...stages].map(end));
  }

  async function lent(stage: Stage): Promise<LentView | null> {
    stage.borrowers += 1;
    const giveBack = async () => {
      stage.borrowers -= 1;
      if (stage !== current && stage.borrowers === 0) await end(stage);
    };
    const { view } = await stage.opening;
    // Somebody has taken the faults back meanwhile.
    if (stage.ended !== null) return null;
    const borrowed = new AsyncDisposableStack();
    borrowed.defer(giveBack);
    return { ...view, [Symbol.asyncDispose]: () => borrowed.disposeAsync() };
  }

  async function view(): Promise<LentView | null> {
    const stage = staged();
    return stage && (await lent(stage));
  }

  return {
    faults: {
      async add(fault) {
        const entry = armed.add(fault);
        try {
          await staged()?.opening;
        } catch (error) {
          armed.remove(entry.id);
          throw error;
        }
        return entry;
      },
      all: armed.all,
      async remove(id) {
        const before = current;
        const isRemoved = armed.remove(id);
        if (before && staged() !== before && before.borrowers === 0) await end(before);
        await current?.opening;
        return isRemoved;
      },
      async clear() {
        const before = current;
        armed.clear();
        staged();
        if (before?.borrowers === 0) await end(before);
      },
    },
    view,
    async strike({ method, url, asked }) {
      const stage = staged();
      if (!stage) return null;
      const network = lent(stage);
      for (const party of networkParties) {
        armed.take((fault) => partyOf(fault) === party, { method, url }, asked);
      }
      // The next one is opened meanwhile.
      staged();
      return network;
    },
    async reset(faults = []) {
      armed.restore(faults);
      await endAll();
      // One that cannot be opened is tried again by whoever asks for it.
      await staged()?.opening.catch(() => undefined);
    },
    applianceCertificate: async () => (await authorities.appliance()).certificate,
    async [Symbol.asyncDispose]() {
      armed.forget();
      await endAll();
    },
  };
}
