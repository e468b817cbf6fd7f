/** Every name and password in an address stands before an at sign, also in one that is mistyped. */
const credentials = /^(https?:\/\/)?.*(?:@|%40)/is;

/** A text that was to be anything but an address, as it may be repeated. */
export const withoutCredentials = (text: string): string => text.replace(credentials, "$1…@");

/** A text that was to be an address, as it may be repeated: without all that may be a password or a token. */
export const addressShown = (text: string): string =>
  withoutCredentials(text)
    .replace(/[?#].*/s, "?…")
    // Behind the colon of a port are digits.
    .replace(/:(?!\/\/|\d{1,5}(?:\/|$)).*/s, ":…");

/** What is wrong with a text that is no JSON, without the piece of it that the engine would repeat: that may hold a secret. */
export const jsonProblem = ({ message }: SyntaxError): string =>
  message
    .replace(/, (?:\.\.\.)?".*is not valid JSON$/s, "")
    .replace(/^".*is not valid JSON$/s, "it is no JSON");
