import { fields, type Guard, isText, listOf } from "../base/guards.ts";
import { isRecord } from "../base/is-record.ts";
import { printable } from "../base/printable.ts";
import { controlAt, controlOf } from "./control-client.ts";
import { controlAddress, type InstanceTarget, instanceByData } from "./naming.ts";
import { type Answer, addressIn, request, tokenIn } from "./request.ts";
import { Refused, type Terminal } from "./terminal.ts";

/** An activation may take half a minute, if its portal does. */
const patienceMs = 60_000;

const graphqlPath = "/api/graphql";

/** What the product's APIs say when they refuse: GraphQL's errors, or REST's one message or error. */
const isGraphqlRefusal = fields({ errors: listOf(fields({ message: isText })) });
const isMessage = fields({ message: isText });
const isError = fields({ error: isText });

export type Instance = Awaited<ReturnType<typeof instanceOf>>;

/** The API of the instance that the options mean. */
export async function instanceOf(terminal: Terminal, target: InstanceTarget) {
  const { url, token, authority } = await instanceAddress(terminal, target);
  const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
    request(`${url}${path}`, {
      method,
      headers: { "private-token": token, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      authority,
      remedy: "Start an emulator, or name the instance with --url and --token.",
      patienceMs,
    });
  /** Why an answer is none of the product's: the fault that has just hit it, if the instance is an emulator's. */
  async function disturbed(error: unknown): Promise<never> {
    if (!(error instanceof Refused) || target.url !== undefined) throw error;
    const [last] = await controlOf(terminal, target)
      .then((control) => control.call("timeline.list", { kind: "fault", limit: 1 }))
      .catch(() => []);
    const isStruck = last?.kind === "fault" && last.request === `POST ${graphqlPath}`;
    throw isStruck
      ? new Refused(error.exitCode, `${error.message}\n${last.text} ${last.cause}`)
      : error;
  }
  const refusal = ({ status, body }: Answer) =>
    new Refused(
      1,
      [...messagesIn(body), ...(isOfFreeEdition(body) ? [freeEdition] : [])]
        .map((message) => printable(message.replaceAll(token, "…")))
        .join("\n") || `${url} answered ${status}, but not as an instance does.`,
    );
  async function asked<Data>(
    query: string,
    isData: Guard<Data>,
    variables: Record<string, unknown> = {},
  ): Promise<{ readonly data: Data; readonly cause: string | null }> {
    const answer = await send("POST", graphqlPath, { query, variables }).catch(disturbed);
    const { data, errors } = isRecord(answer.body) ? answer.body : {};
    if (errors === undefined && isData(data)) return { data, cause: answer.cause };
    const isOwn = [200, 401].includes(answer.status) && messagesIn(answer.body).length > 0;
    return isOwn ? Promise.reject(refusal(answer)) : disturbed(refusal(answer));
  }
  return {
    /** What GraphQL answers. */
    graphql: async <Data>(
      query: string,
      isData: Guard<Data>,
      variables?: Record<string, unknown>,
    ): Promise<Data> => (await asked(query, isData, variables)).data,
    /** The same, and why, where an emulator says so. */
    graphqlWithCause: asked,
    /** Creates by way of REST, and gives what was created. */
    async post<Created>(path: string, sent: unknown, isCreated: Guard<Created>): Promise<Created> {
      const answer = await send("POST", `/api/v4${path}`, sent);
      if (answer.status !== 201 || !isCreated(answer.body)) throw refusal(answer);
      return answer.body;
    },
    /** Deletes by way of REST. */
    async delete(path: string): Promise<void> {
      const answer = await send("DELETE", `/api/v4${path}`);
      if (answer.status !== 204) throw refusal(answer);
    },
  };
}

/** What an instance without licenses is. */
export const freeEdition = "It seems to be of the free edition, which has no licenses.";

/** Whether an instance does not even know what there is about licenses. */
function isOfFreeEdition(body: unknown): boolean {
  const isNoRoute = isError(body) && body.error === "404 Not Found";
  return isNoRoute || messagesIn(body).some(isOfUnknownField);
}

/** A real Enterprise Edition does not know `licenseDestroy` either. */
function isOfUnknownField(message: string): boolean {
  const [, field] = unknownInRoot.exec(message) ?? [];
  return field !== undefined && field !== "licenseDestroy";
}

const unknownInRoot = /^Field '(\w+)' doesn't exist on type '(?:Query|Mutation)'$/;

function messagesIn(body: unknown): string[] {
  if (isGraphqlRefusal(body)) return body.errors.map(({ message }) => message);
  if (isMessage(body)) return [body.message];
  return isError(body) ? [body.error] : [];
}

/** Where the instance is that the options mean, and a token for it. */
export async function instanceAddress(terminal: Terminal, target: InstanceTarget) {
  const { url, token } = target;
  if (url !== undefined) {
    // The emulator's own token is nobody else's business.
    if (token === undefined) throw new Refused(2, "--url needs --token: who asks that instance?");
    const asked = { url: addressIn("--url", url), token: tokenIn("--token", token) };
    return { ...asked, authority: undefined };
  }
  const own = (await instanceByData(terminal, target)) ?? (await instanceByControl());
  const { authority } = own;
  return { url: own.url, token: tokenIn("--token", token ?? own.token), authority };

  async function instanceByControl() {
    const address = await controlAddress(terminal, target);
    const { instance, tokens } = await controlAt(address).call("addresses.show", {});
    return { url: instance.url, token: tokens.admin, authority: address.authority };
  }
}
