import type { AnswerOf, InputOf } from "../contract/operations.ts";
import { withoutPeople } from "../har/without-people.ts";
import { harOf } from "../har/writing.ts";
import type { Controlled } from "./controlled.ts";

/** What went over the wire, as programs are told of it. */
export async function trafficShown(
  { traffic }: Pick<Controlled, "traffic">,
  wanted: InputOf<"traffic.list">,
): Promise<AnswerOf<"traffic.list">> {
  const exchanges = await traffic.list(wanted);
  return exchanges.map(({ startedAt: _startedAt, spent: _spent, ...exchange }) => exchange);
}

/** The same as a HAR, of instance and portal unless a hop is named. */
export async function trafficAsHar(
  { traffic, addresses, version }: Pick<Controlled, "traffic" | "addresses" | "version">,
  { hop, redactPeople }: InputOf<"traffic.har">,
): Promise<AnswerOf<"traffic.har">> {
  const all = await traffic.list({ hop });
  const wanted =
    hop === undefined ? all.filter((one) => one.hop === "portal" || one.hop === "instance") : all;
  const urls = {
    instance: addresses.instance.url,
    portal: addresses.portal?.url ?? null,
    "portal-page": addresses.portal?.url ?? null,
    hosted: addresses.hosted?.url ?? null,
  };
  return harOf(redactPeople ? await withoutPeople(wanted) : wanted, {
    version,
    addressOf: (one) => urls[one],
  });
}
