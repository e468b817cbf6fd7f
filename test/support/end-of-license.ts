import type { TestEmulator } from "./emulator-on.ts";

/** What GraphQL and REST say of the license in force, and the state of its end. */
export async function endOf({ ready, control, graphql }: TestEmulator) {
  const { body: state } = await control.get("/state");
  const rest = await fetch(`${ready.instance.url}/api/v4/license`, {
    headers: { "private-token": ready.tokens.admin },
  });
  const { expired } = await rest.json();
  const { body } = await graphql("{ currentLicense { expiresAt blockChangesAt trial } }");
  const { notices, blockChanges, clock } = state;
  return {
    now: clock.now,
    notices: notices.map(({ notice, to }: { notice: string; to: string[] }) =>
      [notice, ...to].join(" "),
    ),
    blockChanges,
    license: body.data.currentLicense,
    expired,
  };
}
