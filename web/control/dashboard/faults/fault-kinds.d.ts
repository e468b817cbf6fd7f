/** The faults of the contract. Made at the build by `config/fault-kinds-module.ts`. */
declare module "virtual:fault-kinds" {
  export const kinds: readonly import("./kind.ts").FaultKind[];
  export const endpoints: Readonly<Record<string, import("./kind.ts").Endpoint>>;
  export const audiences: readonly import("./kind.ts").Audience[];
}
