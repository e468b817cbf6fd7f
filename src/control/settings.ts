import { isEnterpriseVersion } from "../activation/edition.ts";
import { settingsNow } from "../activation/instance-settings.ts";
import { ok, type Result } from "../base/result.ts";
import type { AnswerOf, InputOf } from "../contract/operations.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";

/** The settings of the instance, as they are now. */
export const settingsShown = ({ now }: Controlled["settings"]): AnswerOf<"settings.show"> =>
  settingsNow(now);

/** Changes settings, all that are named or none. An edition stays what it is. */
export function changeSettings(
  { edition, settings }: Pick<Controlled, "edition" | "settings">,
  change: InputOf<"settings.set">,
): Result<AnswerOf<"settings.set">, Refused<409>> {
  const { gitlabVersion, instanceKind } = change;
  if (edition === "ce" && gitlabVersion !== undefined && isEnterpriseVersion(gitlabVersion)) {
    return refusal(
      409,
      "edition-differs",
      `The instance is of the free edition, which has no version "${gitlabVersion}": leave out -ee.`,
    );
  }
  if (edition === "ce" && instanceKind === "saas") {
    return refusal(
      409,
      "edition-differs",
      "The instance is of the free edition, and the hosted product is none.",
    );
  }
  settings.change(change);
  return ok(settingsShown(settings));
}
