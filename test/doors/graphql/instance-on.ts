import { emulatorOn, type TestSettings } from "../../support/emulator-on.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";

type Attributes = Readonly<Record<string, unknown>>;

const activation = `mutation($code: String!) {
  gitlabSubscriptionActivate(input: {activationCode: $code}) {
    errors
    license {
      id type plan name email company startsAt expiresAt blockChangesAt createdAt activatedAt
      usersInLicenseCount lastSync billableUsersCount maximumUserCount usersOverLicenseCount trial
      hasGitlabCreditsAddOn
    }
    futureSubscriptions { type plan name email company startsAt expiresAt usersInLicenseCount }
  }
}`;

/** An instance whose portal tells what a test wants it to, with licenses that say what a test wants. */
export async function instanceOn(now: string, settings: TestSettings = {}) {
  await using starting = new AsyncDisposableStack();
  let told: Attributes = {};
  const portal = starting.use(
    await scriptedPortal((response) =>
      answerJson({ data: { cloudActivationActivate: told } })(response),
    ),
  );
  const writer = starting.use(await emulatorOn(now));
  const emulator = starting.use(
    await emulatorOn(now, { portalUrl: portal.url, activationCodeCheck: "portal", ...settings }),
  );
  const running = starting.move();

  async function write(attributes: Attributes): Promise<string> {
    const { body } = await writer.control.post("/portal/licenses", { licensee, ...attributes });
    return body.license;
  }
  async function activateTold(payload: Attributes) {
    told = payload;
    const { body } = await emulator.graphql(activation, { code: "activation_code" });
    return body.data.gitlabSubscriptionActivate;
  }
  return {
    ...emulator,
    portal,
    /** Writes a license file that says so. */
    write,
    /** Activates a code for which the portal tells this. */
    activateTold,
    /** Activates a code for a license that says so. */
    async activate(attributes: Attributes, futureSubscriptions: readonly Attributes[] | null = []) {
      const licenseKey = await write(attributes);
      return await activateTold({ licenseKey, futureSubscriptions, errors: [] });
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

const licensee = { Name: "User Example", Email: "user@example.com", Company: "Example Inc" };
