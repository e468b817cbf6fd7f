import { err, ok, type Result } from "../base/result.ts";
import { askerAt } from "./ask-instance.ts";
import type { Credentials } from "./credentials.ts";

/** An administrator who activates codes over HTTP. */
interface ActivatingAdministrator extends AsyncDisposable {
  /** The error says why it failed, in sentences. */
  activate(code: string): Promise<Result<void, string>>;
}

const mutation = `mutation ($code: String!) {
  gitlabSubscriptionActivate(input: { activationCode: $code }) { errors }
}`;

interface Data {
  readonly gitlabSubscriptionActivate: { readonly errors: readonly string[] };
}

/** The administrator of an instance, with the ready line's token. */
export function activatingAdministrator(
  url: string,
  { tokens }: Pick<Credentials, "tokens">,
): ActivatingAdministrator {
  const asker = askerAt(url, tokens.admin);
  return {
    async activate(code) {
      const data = await asker.ask<Data>(mutation, { code });
      if (!data.ok) return err(data.error.message);
      const { errors } = data.value.gitlabSubscriptionActivate;
      return errors.length === 0 ? ok(undefined) : err(errors.join(" "));
    },
    [Symbol.asyncDispose]: () => asker[Symbol.asyncDispose](),
  };
}
