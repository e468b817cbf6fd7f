import type { ListedScenario } from "../../../../src/package/verbs.ts";
import { withWords } from "../words.ts";

/** Whether all words are in its texts; a name alone means the one that is called so. */
export function isMeant({ name, summary, youWillSee }: ListedScenario, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  if (/^c\d+$/.test(wanted)) return name.toLowerCase().startsWith(wanted);
  return withWords(wanted)(`${name} ${summary} ${youWillSee}`);
}
