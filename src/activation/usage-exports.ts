/** Whether the usage of an offline license was handed out, for somebody to carry it to the portal's owner. */
export interface UsageExports {
  wasExported(): boolean;
  remember(): void;
}
