import type { ScenarioStep } from "../contract/scenario.ts";
import type { Instant } from "../time/calendar.ts";
import type { SeenLicense } from "./observed.ts";

/** Something that is done in turn, as a scenario has it. */
export type SceneStep = Readonly<Pick<ScenarioStep, "do" | "with" | "as">>;

export interface SceneSettings {
  readonly silentMode?: true;
  readonly instanceKind?: "saas";
  readonly rules?: "2018" | "2017";
  readonly leakTransportTexts?: true;
}

/** What brings about again what a log shows, before it is written down as a scenario. */
export interface Scene {
  /** When it is; null if the log does not say. */
  readonly at: Instant | null;
  /** Whether that is by the clock of the server: what a browser has noted is by its own. */
  readonly isByServer?: true;
  readonly settings: SceneSettings;
  /** The license in force before; null if there was none, or it makes no difference. */
  readonly license: SeenLicense | null;
  /** What follows. A subscription whose code is then to be activated goes by the name `sold`. */
  readonly steps: readonly SceneStep[];
  /** For people, in two sentences. */
  readonly youWillSee: string;
}
