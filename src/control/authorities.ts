import { ok } from "../base/result.ts";
import type { InputOf } from "../contract/operations.ts";
import { attachment } from "../listener/attachment.ts";
import type { Controlled } from "./controlled.ts";
import { refusal } from "./doing.ts";

/** The certificate of an authority, as a file. */
export async function authorityShown(
  { authorities }: Pick<Controlled, "authorities">,
  { of = "emulator" }: InputOf<"ca.show">,
) {
  const certificate = await authorities[of]();
  if (certificate !== null) return ok(attachment(`understudy-${of}-ca.pem`, certificate));
  const why =
    of === "emulator"
      ? "This emulator has no certificate authority: it was started without --https."
      : "This emulator has no appliance that looks into TLS.";
  return refusal(409, "no-authority", why);
}
