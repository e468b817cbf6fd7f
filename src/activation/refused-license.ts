import type { ActivationFailure } from "./activate.ts";
import type { Activator } from "./origin.ts";
import type { RefusedFile } from "./upload.ts";

/** A license that somebody asked for or handed in, and that was not stored: why, and how it was to come in. */
export type RefusedLicense =
  | {
      readonly by: Activator;
      /** As it was handed over: it must not be shown. */
      readonly code: string;
      readonly error: ActivationFailure;
    }
  | RefusedFile;

/** Is told of each, once. */
export type OnRefused = (refused: RefusedLicense) => void;
