import { ok, type Result } from "../base/result.ts";
import type { hostedOperations } from "../contract/hosted-operations.ts";
import type { Controlled, Told } from "./controlled.ts";
import { type Doings, type Refused, refusal } from "./doing.ts";

/** What is done for the operations of the hosted product. */
export function hostedDoings({ hosted }: Pick<Controlled, "hosted">): HostedDoings {
  type Product = NonNullable<ReturnType<typeof hosted>>;
  async function asked<Value>(work: (product: Product) => Told<Value> | Promise<Told<Value>>) {
    const product = hosted();
    return product ? answered(await work(product)) : noHostedProduct();
  }
  const listed = <Value>(list: (product: Product) => Value) => {
    const product = hosted();
    return product ? ok(list(product)) : noHostedProduct();
  };
  return {
    // What is said so plainly is refused where it is read: nothing is found by it.
    "hosted.addUser": async (wanted) => notMissing(await asked((one) => one.addUser(wanted))),
    "hosted.users": () => listed((product) => product.users()),
    "hosted.removeUser": async ({ username }) =>
      notUnfit(await asked((one) => one.removeUser(username))),
    "hosted.addGroup": (wanted) => asked((one) => one.addGroup(wanted)),
    "hosted.groups": () => listed((product) => product.groups()),
    "hosted.removeGroup": async ({ path }) => notUnfit(await asked((one) => one.removeGroup(path))),
    "hosted.setMember": (wanted) => asked((one) => one.setMember(wanted)),
    "hosted.revokeTokens": async ({ username }) => {
      const revoked = await asked((one) => one.revokeTokens(username));
      return revoked.ok ? ok({ revoked: revoked.value }) : revoked;
    },
  };
}

type HostedDoings = Pick<Doings, keyof typeof hostedOperations>;
type Answered<Value, Status extends number = 400 | 404 | 409> = Result<Value, Refused<Status>>;

export const noHostedProduct = () =>
  refusal(
    409,
    "no-hosted-product",
    "No hosted product runs. Start the emulator with --hosted-port, or sell a hosted subscription.",
  );

function answered<Value>(told: Told<Value>): Answered<Value> {
  if (told.ok) return told;
  const { code, message } = told.error;
  if (code.endsWith("-not-found")) return refusal(404, code, message);
  return refusal(code.endsWith("-taken") ? 409 : 400, code, message);
}

/** Where nothing is looked up. */
const notMissing = <Value>(told: Answered<Value>): Answered<Value, 400 | 409> =>
  told.ok || told.error.status !== 404
    ? (told as Answered<Value, 400 | 409>)
    : refusal(400, told.error.code, told.error.message);

/** Where nothing is read. */
const notUnfit = <Value>(told: Answered<Value>): Answered<Value, 404 | 409> =>
  told.ok || told.error.status !== 400
    ? (told as Answered<Value, 404 | 409>)
    : refusal(409, told.error.code, told.error.message);
