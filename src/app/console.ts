import { addOnsToday } from "../activation/add-ons.ts";
import type { Config } from "../config/config.ts";
import type { Controlled } from "../control/controlled.ts";
import { licenseAttributes } from "../license/attributes.ts";
import type { Clock } from "../time/clock.ts";
import type { clientOfPortal } from "./client-of-portal.ts";
import type { identifiersOf } from "./credentials.ts";
import type { Instance } from "./instance.ts";
import type { KeptSettings } from "./instance-settings.ts";

interface Consoled {
  readonly instance: Instance;
  readonly identifiers: ReturnType<typeof identifiersOf>;
  readonly config: Config;
  readonly settings: KeptSettings;
  readonly portal: ReturnType<typeof clientOfPortal>;
  readonly clock: Clock;
}

/** The instance, as somebody finds it on its console. */
export const consoleOf = ({
  instance,
  identifiers,
  config,
  settings,
  portal,
  clock,
}: Consoled): Controlled["console"] => ({
  clock,
  licenses: instance.licenses,
  users: instance.users,
  get uuid() {
    return identifiers.instanceId;
  },
  get version() {
    return settings.now.gitlabVersion;
  },
  upload: instance.uploadOnConsole,
  readLicense: instance.readLicense,
  attributesOf: (key) => licenseAttributes(key, config.readingKeys).attributes,
  portal: {
    url: portal.url,
    head: portal.head,
    get headers() {
      return portal.headers;
    },
    report: () => bodyOfReport(instance, portal, clock),
  },
});

/** What a report would say now; null if there is nothing to report. */
async function bodyOfReport(
  { jobs, licenses, addOnSeats }: Instance,
  portal: ReturnType<typeof clientOfPortal>,
  clock: Clock,
) {
  const seatLink = await jobs.draft({ at: clock.now(), today: clock.today() });
  if (seatLink === null) return null;
  return portal.bodyOf(seatLink, await addOnsToday({ licenses, addOnSeats, clock }));
}
