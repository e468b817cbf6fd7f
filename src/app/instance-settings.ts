import { type Edition, isEnterpriseVersion } from "../activation/edition.ts";
import type { InstanceSettings, SettingsChange } from "../activation/instance-settings.ts";
import type { Log } from "../base/log.ts";
import type { Config } from "../config/config.ts";
import { flagOf } from "../config/names.ts";
import { type Database, inTransaction } from "../db/database.ts";
import type { FactOf } from "../db/fact-shapes.ts";
import { readFact, writeFact } from "../db/facts.ts";

/** The settings of an instance as they are when they are asked for. */
export interface KeptSettings {
  readonly now: InstanceSettings & {
    /** What the instance calls itself to portals. */
    readonly userAgent: string;
  };
  readonly edition: Edition;
  /** Changes those that are named, and keeps them: over restarts, until a reset. */
  change(change: SettingsChange): void;
  /** What is kept was changed behind its back: by a reset, or by a snapshot. */
  reload(): void;
}

type Changed = FactOf<"instance_settings">;
type AtStart = Pick<Config, "edition" | "userAgent"> & InstanceSettings;

/** What `serve` says, but for what was changed since. */
export function keptSettings(database: Database, atStart: AtStart, log: Log): KeptSettings {
  let changed = readChanged(database, atStart.edition);
  const now = {
    get gitlabVersion() {
      return changed.gitlabVersion ?? atStart.gitlabVersion;
    },
    get silentMode() {
      return changed.silentMode ?? atStart.silentMode;
    },
    get instanceKind() {
      return changed.instanceKind ?? atStart.instanceKind;
    },
    get rules() {
      return changed.rules ?? atStart.rules;
    },
    get activationCodeCheck() {
      return changed.activationCodeCheck ?? atStart.activationCodeCheck;
    },
    get leakTransportTexts() {
      return changed.leakTransportTexts ?? atStart.leakTransportTexts;
    },
    get userAgent() {
      return atStart.userAgent ?? `GitLab/${now.gitlabVersion}`;
    },
  };
  for (const [name, value] of Object.entries(changed)) {
    const isOther = value !== undefined && value !== atStart[name as keyof InstanceSettings];
    if (isOther) log.warn(stillChanged(name, value));
  }
  return {
    now,
    edition: atStart.edition,
    change(change) {
      const after = merged(changed, change);
      inTransaction(database, (tx) => writeFact(tx, "instance_settings", after));
      changed = after;
    },
    reload() {
      changed = readChanged(database, atStart.edition);
    },
  };
}

/** What another edition has kept, and this one has not, is passed over. */
function readChanged(database: Database, edition: Edition): Changed {
  const kept = readFact(database, "instance_settings");
  if (edition === "ee" || !kept) return merged({}, kept ?? {});
  const { gitlabVersion = "", silentMode, leakTransportTexts } = kept;
  return merged(
    { silentMode, leakTransportTexts },
    { gitlabVersion: isEnterpriseVersion(gitlabVersion) ? undefined : kept.gitlabVersion },
  );
}

const merged = (before: SettingsChange, change: SettingsChange): Changed => ({
  gitlabVersion: change.gitlabVersion ?? before.gitlabVersion,
  silentMode: change.silentMode ?? before.silentMode,
  instanceKind: change.instanceKind ?? before.instanceKind,
  rules: change.rules ?? before.rules,
  activationCodeCheck: change.activationCodeCheck ?? before.activationCodeCheck,
  leakTransportTexts: change.leakTransportTexts ?? before.leakTransportTexts,
});

const stillChanged = (name: string, value: string | boolean) =>
  `${flagOf(name)} is ${value}, as it was changed while an emulator ran on this data directory. A reset forgets that.`;
