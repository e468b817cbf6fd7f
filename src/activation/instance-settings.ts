import type { RuleYear } from "../license/seat-rules.ts";
import type { CodeCheck } from "./activation-code.ts";
import type { PortalAccess } from "./portal-access.ts";

/** What of an instance can change while it runs: whoever goes by one of these asks for it each time. */
export interface InstanceSettings extends PortalAccess {
  /** The version that the instance says it has. */
  readonly gitlabVersion: string;
  /** The year whose rules about seats are applied. */
  readonly rules: RuleYear;
  readonly activationCodeCheck: CodeCheck;
  /** Whether administrators are shown the texts of exceptions where the product does. */
  readonly leakTransportTexts: boolean;
}

/** Settings as they are now, and nothing else. */
export const settingsNow = (settings: InstanceSettings): InstanceSettings => ({
  gitlabVersion: settings.gitlabVersion,
  silentMode: settings.silentMode,
  instanceKind: settings.instanceKind,
  rules: settings.rules,
  activationCodeCheck: settings.activationCodeCheck,
  leakTransportTexts: settings.leakTransportTexts,
});

/** What is to be another, of those settings. */
export type SettingsChange = {
  readonly [Name in keyof InstanceSettings]?: InstanceSettings[Name] | undefined;
};
