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
}

/** What is to be another, of those settings. */
export type SettingsChange = {
  readonly [Name in keyof InstanceSettings]?: InstanceSettings[Name] | undefined;
};
