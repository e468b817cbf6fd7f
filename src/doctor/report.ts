import { transportPhases } from "../base/transport-failure.ts";

/** Where the fault can be, in the order in which they are examined. */
export const examinedLayers = ["configuration", ...transportPhases, "portal"] as const;
type ExaminedLayer = (typeof examinedLayers)[number];

/** `none`: nothing is wrong. */
export const layers = [...examinedLayers, "none"] as const;
export type Layer = (typeof layers)[number];

/** How a command ends that has examined, for scripts. */
export const exitCodeOf: Readonly<Record<Layer, number>> = {
  none: 0,
  configuration: 10,
  dns: 11,
  tcp: 12,
  proxy: 13,
  tls: 14,
  http: 15,
  portal: 16,
};

/** One thing that was tried. */
export interface Step {
  readonly layer: ExaminedLayer;
  readonly tried: string;
  /** What came back. */
  readonly came: string;
  /** How long it took; null if it was not tried. */
  readonly ms: number | null;
  /** What a person types to see the same. */
  readonly command: string;
  /** Null if it was not tried, or if the instance does not need it. */
  readonly ok: boolean | null;
}

/** Which layer is at fault, and what to do. */
export interface Verdict {
  readonly layer: Layer;
  /** The layer and the likely cause. */
  readonly sentence: string;
  /** The next step. */
  readonly next: string;
}

export interface Report {
  readonly verdict: Verdict;
  readonly steps: readonly Step[];
}
