import type { Ledger } from "./ledger.ts";
import { licensingActivationRows } from "./licensing-activation-rows.ts";
import { licensingSyncRows, licensingUploadRows } from "./licensing-arrival-rows.ts";
import { licensingBootRows } from "./licensing-boot-rows.ts";
import { licensingSeatRows } from "./licensing-seat-rows.ts";
import { licensingDerivedRows, licensingSelectionRows } from "./licensing-selection-rows.ts";
import { licensingEraRows, licensingTrueUpRows } from "./licensing-true-up-rows.ts";

export const licensingRows = {
  ...licensingSeatRows,
  ...licensingTrueUpRows,
  ...licensingEraRows,
  ...licensingActivationRows,
  ...licensingSelectionRows,
  ...licensingSyncRows,
  ...licensingUploadRows,
  ...licensingBootRows,
  ...licensingDerivedRows,
} satisfies Ledger["licensing"];
