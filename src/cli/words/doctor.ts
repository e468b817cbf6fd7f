import { styleText } from "node:util";
import type { Report, Step } from "../../doctor/report.ts";

interface Style {
  /** Whether a person reads it on a terminal. */
  readonly isColored: boolean;
}

/** Steps as they are read from above, each with its command, and the verdict at the end. */
export function reportInWords({ verdict, steps }: Report, { isColored }: Style): string {
  const colored = (color: "green" | "red" | "dim" | "bold", text: string) =>
    isColored ? styleText(color, text, { validateStream: false }) : text;
  const markOf = ({ ok }: Step) =>
    ok === null ? colored("dim", "–") : ok ? colored("green", "✓") : colored("red", "✗");
  const layerWidth = Math.max(...steps.map(({ layer }) => layer.length));
  const times = steps.map(({ ms }) => (ms === null ? "" : `${ms} ms`));
  const timeWidth = Math.max(...times.map((time) => time.length));
  const indent = " ".repeat(layerWidth + timeWidth + 6);
  const lines = steps.flatMap((step, index) => [
    `${markOf(step)} ${step.layer.padEnd(layerWidth)}  ${(times[index] ?? "").padStart(timeWidth)}  ${step.tried}: ${step.ok === false ? colored("red", step.came) : step.came}`,
    colored("dim", `${indent}$ ${step.command}`),
  ]);
  const { layer, sentence, next } = verdict;
  const name = layer === "none" ? colored("green", "healthy") : colored("red", layer);
  return [
    ...lines,
    "",
    `${colored("bold", "Verdict")}  ${name}: ${sentence}`,
    `${colored("bold", "Next")}     ${next}`,
  ].join("\n");
}
