import { type Hiding, isSecretName } from "../traffic/secrets.ts";
import type { Pseudonyms } from "./pseudonyms.ts";

/** What signs somebody in, beyond what traffic takes for a secret. Names are in lower case, of letters and digits. */
const secretNames =
  /^(?:data|auth|assertion|samlre(?:quest|sponse)|xclientdata|serverdata|fcparams|vses2|idtoken)$|apikey$|sessionid$|clientid$|jwt$/;

/** Whom it is about. */
const personNames =
  /email$|emailaddress$|^(?:users?|sold|billing|contact|licensee|customer|account)?(?:company|companyname|name|login|username|fullname|firstname|lastname)$/;

/** What means a secret in an address or a form alone. */
const fieldNames = /^(?:code|codeverifier|codechallenge|state|challenge|appid|facetid|shdf|usg)$/;

/** No name that anybody reads is longer. */
const maxName = 1_000;

const plain = (name: string): string =>
  name.length > maxName ? "" : name.toLowerCase().replaceAll(/[^a-z\d]/g, "");

/** Hides what traffic hides, and whom it is about, behind pseudonyms. */
export function hidingBehind(names: Pseudonyms): Hiding {
  const isSecret = (name: string) =>
    isSecretName(name) || secretNames.test(plain(name)) || personNames.test(plain(name));
  return {
    show: (secret) => (wholeAddress.test(secret) ? names.ofAddress(secret) : names.of(secret)),
    isShownIn: (text, original) => text !== original,
    isSecret,
    isSecretField: (name) => isSecret(name) || fieldNames.test(plain(name)),
    hideMore: (text, hide) =>
      text.replace(signedToken, hide).replace(longBase64, hide).replace(address, names.ofAddress),
  };
}

/** A JSON Web Token. */
const signedToken = /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g;

/** As long as a small license file, on one line or on several. */
const longBase64 =
  /(?<![\w+/-])(?:[\w+/-]{200,}={0,2}|[\w+/]{56,76}(?:(?:\\r)?\\n|\s{1,2})(?:[\w+/]{56,76}(?:(?:\\r)?\\n|\s{1,2})){2,}[\w+/]{0,76}={0,2})/g;

const oneAddress = "[\\w.+-]{1,64}(?:@|%40)[a-z\\d](?:[a-z\\d-]{0,62}\\.)+[a-z\\d-]{2,63}";
const address = new RegExp(`(?<![\\w.+-])${oneAddress}(?![\\w-])`, "gi");
const wholeAddress = new RegExp(`^${oneAddress}$`, "i");
