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
      text
        .replace(run, (one, at: number) =>
          one.length < leastLong ? one : hiddenRun({ run: one, at, text }, hide),
        )
        .replace(address, names.ofAddress),
  };
}

/** What no word is as long as: base64, or a JSON Web Token, of which the parts are joined by dots. */
const run = /[\w+/.-]+={0,2}/g;
const leastLong = 56;
/** As long as a small license file on one line. */
const longest = 200;

interface Run {
  readonly run: string;
  readonly at: number;
  readonly text: string;
}

function hiddenRun({ run, at, text }: Run, hide: (secret: string) => string): string {
  if (/^eyJ[\w-]+\.eyJ/.test(run) || isLineOfMany({ run, at, text })) return hide(run);
  const parts = run.split(".");
  if (parts.every(({ length }) => length < longest)) return run;
  return parts.map((part) => (part.length < longest ? part : hide(part))).join(".");
}

/** Whether a run fills a line, and the one before it or behind it is filled as well: a license file is wrapped so. */
function isLineOfMany({ run, at, text }: Run): boolean {
  if (run.includes(".")) return false;
  const before = text.slice(Math.max(0, at - 80), at);
  const behind = text.slice(at + run.length, at + run.length + 80);
  return /[\w+/]{50}(?:\\n|\s){1,2}$/.test(before) || /^(?:\\[nr]|\s){1,4}[\w+/]{50}/.test(behind);
}

const address =
  /(?<![\w.+-])[\w.+-]{1,64}(?:@|%40)[a-z\d](?:[a-z\d-]{0,62}\.){1,10}[a-z\d-]{2,63}(?![\w-])/gi;
const wholeAddress = /^[\w.+-]{1,64}(?:@|%40)[a-z\d](?:[a-z\d-]{0,62}\.){1,10}[a-z\d-]{2,63}$/i;
