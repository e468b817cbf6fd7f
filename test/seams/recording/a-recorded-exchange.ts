import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

export const manifest = {
  format: "understudy-recording",
  version: 1,
  salt: "00112233445566778899aabbccddeeff",
};

const query =
  "mutation($c: String!) { cloudActivationActivate(input: {activationCode: $c}) { licenseKey errors } }";

/** An activation that was answered, as its file has it. */
export const anActivation = (rest: object = {}) => ({
  at: "2025-06-01T12:00:00Z",
  ms: 3,
  codes: {},
  licenses: [],
  request: {
    method: "POST",
    url: "https://portal.test/graphql",
    headers: { "content-type": "application/json" },
    body: { json: { query, variables: { c: "[masked]" } } },
  },
  response: {
    status: 200,
    headers: { "content-type": "application/json" },
    body: { json: { data: { cloudActivationActivate: { licenseKey: null, errors: ["No"] } } } },
  },
  error: null,
  cause: null,
  ...rest,
});

export const answeredWith = (response: object, rest: object = {}) =>
  anActivation({
    response: { status: 200, headers: {}, body: { text: "" }, ...response },
    ...rest,
  });

export const aLicense = (rest: object = {}) => ({
  hash: "0".repeat(64),
  readBy: "test-key",
  attributes: { licensee: { Name: "Ada" }, issued_at: "2025-06-01" },
  length: 1_000,
  ...rest,
});

/** Writes a directory as somebody else may have: texts as they are, and other values as JSON. */
export async function written(folder: string, files: Readonly<Record<string, unknown>>) {
  const directory = join(folder, "recording");
  await mkdir(directory, { recursive: true });
  for (const [name, content] of Object.entries({ "recording.json": manifest, ...files })) {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    if (content !== undefined) await writeFile(join(directory, name), text);
  }
  return directory;
}
