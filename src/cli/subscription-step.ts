import { controlOf, type Target } from "./control-client.ts";
import { type JsonOption, print } from "./print.ts";
import { subscriptionInWords } from "./subscription-facts.ts";

/** The argument of every command about one subscription. */
export const named = ["<name>", "name of the subscription, such as A-S00000001"] as const;

interface Asked {
  readonly body: unknown;
  readonly options: Target & JsonOption;
}

/** Takes a subscription one step further, and answers what has become of it. */
export const askStep = async (name: string, verb: string, { body, options }: Asked) =>
  (await controlOf(options)).post(
    `/portal/subscriptions/${encodeURIComponent(name)}/${verb}`,
    body,
  );

/** Takes a subscription one step further, and prints what has become of it. */
export async function takeStep(name: string, verb: string, asked: Asked) {
  const subscription = await askStep(name, verb, asked);
  print(subscription, asked.options, subscriptionInWords);
}
