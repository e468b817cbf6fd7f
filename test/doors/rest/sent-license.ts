import type { TestEmulator } from "../../support/emulator-on.ts";
import { ask } from "../graphql/ask.ts";

/** A license on its way to `POST /license`. */
type Sent = (license: string) => {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export const inParts: Sent = (license) => ({
  headers: { "content-type": "multipart/form-data; boundary=part" },
  body: `--part\r\nContent-Disposition: form-data; name="license"\r\n\r\n${license}\r\n--part--\r\n`,
});

export const asFile: Sent = (license) => ({
  headers: { "content-type": "multipart/form-data; boundary=part" },
  body: `--part\r\nContent-Disposition: form-data; name="license"; filename="a.gitlab-license"\r\nContent-Type: application/octet-stream\r\n\r\n${license}\r\n--part--\r\n`,
});

export const inForm: Sent = (license) => ({
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams({ license }).toString(),
});

export const asMember: Sent = (license) => ({
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams({ "license[text]": license }).toString(),
});

export const inQuery: Sent = (license) => ({
  path: `/api/v4/license?${new URLSearchParams({ license })}`,
});

export const asJson: Sent = (license) => ({ body: JSON.stringify({ license }) });

export const post = (emulator: TestEmulator, sent: ReturnType<Sent>) =>
  ask(emulator, { path: "/api/v4/license", ...sent });
