import { formOf, type Incoming } from "./http.ts";

/** What a request says under a name, in its query string, its form and its JSON object. */
export function parametersOf(incoming: Incoming): (name: string) => readonly string[] {
  const fromUrl = new URL(incoming.url, "http://instance").searchParams;
  const fromBody = bodyParameters(incoming);
  return (name) => [...fromUrl.getAll(name), ...fromBody.getAll(name)];
}

const none = new URLSearchParams();

function bodyParameters(incoming: Incoming): URLSearchParams {
  const { headers, body } = incoming;
  // Bodies are read elsewhere; here only for tokens, which are rarely in them.
  if (!body.includes("token")) return none;
  const type = headers["content-type"] ?? "";
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    const form = formOf(incoming);
    return form.ok ? form.value : none;
  }
  return /^application\/json\b/i.test(type) ? membersOf(body.toString()) : none;
}

/** The texts and numbers of a JSON object. What is no such thing is refused by whoever reads the body. */
function membersOf(json: string): URLSearchParams {
  const members = new URLSearchParams();
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return members;
    throw error;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return members;
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === "string" || typeof member === "number")
      members.append(name, String(member));
  }
  return members;
}
