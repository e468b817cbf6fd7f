import {
  instanceActivationRows,
  instanceMutationRows,
  instanceQueryRows,
} from "./instance-activation-rows.ts";
import { instanceRemovalRows, instanceRuleRows } from "./instance-license-rows.ts";
import {
  instanceAdminRows,
  instanceHttpRows,
  instancePageRows,
  instanceRestRows,
} from "./instance-surface-rows.ts";
import type { Ledger } from "./ledger.ts";

export const instanceRows = {
  ...instanceMutationRows,
  ...instanceActivationRows,
  ...instanceQueryRows,
  ...instanceRemovalRows,
  ...instanceRuleRows,
  ...instanceRestRows,
  ...instanceAdminRows,
  ...instancePageRows,
  ...instanceHttpRows,
} satisfies Ledger["instance"];
