import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { Ready } from "../../src/app/emulator.ts";

/** Lets every client of this process trust an emulator that was started with `https`. */
export function trust({ ready }: { readonly ready: Pick<Ready, "certificateAuthority"> }) {
  const { certificateAuthority } = ready;
  if (certificateAuthority === null) throw new Error("This emulator speaks no TLS.");
  setDefaultCACertificates([...getCACertificates("default"), certificateAuthority]);
}
