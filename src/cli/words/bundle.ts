import { flagOf } from "../../config/names.ts";
import type { AnswerOf } from "../../contract/operations.ts";

/** A bundle that was written to a file. */
interface Saved {
  readonly file: string;
  readonly bytes: number;
}

export const savedInWords = ({ file, bytes }: Saved): string =>
  `${file} holds the state, the traffic, the timeline, the configuration and the doctor's report, without secrets (${bytes} bytes).`;

/** With what a bundle was saved, and what may look otherwise here. */
export const loadedInWords = ({
  understudy,
  system,
  savedAt,
  differences,
}: AnswerOf<"bundle.load">): string =>
  [
    `The state of ${savedAt}, saved with Understudy ${understudy} on ${system}.`,
    ...differences.map(
      ({ setting, there, here }) =>
        `${nameOf(setting)} was ${there ?? "not given"} there, and is ${here ?? "not given"} here.`,
    ),
  ].join("\n");

/** Settings go by their flags, and the rest by the names of variables. */
const nameOf = (setting: string) =>
  /^(?:[A-Z_]+|https?_proxy|no_proxy)$/.test(setting) ? setting : flagOf(setting);
