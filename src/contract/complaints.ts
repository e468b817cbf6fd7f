/** A complaint that customers bring again and again. */
interface Complaint {
  /** What they complain of. */
  readonly title: string;
  /** What to ask them next, whatever a log shows besides. */
  readonly ask: readonly string[];
}

const curl = "What does curl -I https://customers.gitlab.com/ say on the host of the instance?";
const openssl =
  "What does /opt/gitlab/embedded/bin/openssl s_client -connect customers.gitlab.com:443 </dev/null say there? The product's own openssl, not the system's.";
const doctor =
  "What does understudy doctor --portal-url https://customers.gitlab.com say there? It names the layer at fault.";
const proxies =
  "Which of http_proxy, https_proxy and no_proxy are set in gitlab_rails['env']? Those of the shell do not count.";
const addresses =
  "What do dig +short A and dig +short AAAA say of customers.gitlab.com there, and curl -4 and curl -6 to it?";
const version = "Which version is the instance? It is at /help.";
const jobs =
  "What do Sidekiq's Retries and Dead (/admin/sidekiq) hold of the seat link, and with which error?";
const rows =
  "What does GET /api/v4/licenses list, with the ids of the database? The newest usable row is the one in force.";
const key =
  "Which restrictions does the license key have? understudy license read FILE prints them.";

/** By the number of the support handbook, which has no C20. */
export const complaints = {
  C1: {
    title: "a generic alert hides the reason",
    ask: [
      doctor,
      curl,
      openssl,
      version,
      "What do exceptions_json.log and production_json.log have at that time, under the answer's X-Request-Id?",
    ],
  },
  C2: {
    title: "an appliance inspects TLS, and the instance does not trust it",
    ask: [
      openssl,
      "Is the appliance's own root certificate in /etc/gitlab/trusted-certs, alone in its file, and was the instance reconfigured since?",
    ],
  },
  C3: {
    title: "a proxy is set, but the instance looks the name up itself first, and waits in vain",
    ask: [
      proxies,
      "What does getent hosts customers.gitlab.com say on the host of the instance, and how long does it take?",
      version,
    ],
  },
  C4: {
    title: "IPv6 is preferred, and only IPv4 works",
    ask: [addresses, version],
  },
  C5: {
    title: "curl works, the product does not, and nobody can prove whose fault it is",
    ask: [doctor, openssl, proxies],
  },
  C6: {
    title: "a firewall allows only some of the portal's addresses",
    ask: [
      "What does nc -zv -w 5 ADDRESS 443 say there of each address that dig +short customers.gitlab.com lists?",
      "Does the firewall's rule name addresses, or the host? They change.",
    ],
  },
  C7: {
    title: "silent mode blocks the activation",
    ask: [
      "Who has switched silent mode on, and may it be off? It is at /admin/application_settings/general.",
    ],
  },
  C8: {
    title: "subscription not found, seat overage and true-up mismatch look alike",
    ask: ["How many users does /admin/users count as active, and how many seats were bought?", key],
  },
  C9: {
    title: "the subscription page answers 500",
    ask: [
      "Does the mutation gitlabSubscriptionActivate work at /-/graphql-explorer meanwhile?",
      "What does exceptions_json.log have under the answer's X-Request-Id?",
      version,
    ],
  },
  C10: {
    title: "replacing a key on the page means removing the old one first, with downtime",
    ask: [
      "Is there an activation code for the new subscription? It can be activated while the old license is in force.",
    ],
  },
  C11: {
    title: "the last bad license can only be removed in a console",
    ask: [
      rows,
      "Does DELETE /api/v4/license/ID with an administrator's token remove it, where the page does not?",
    ],
  },
  C12: {
    title: "a second sync on the same day does nothing",
    ask: ["What was changed at the portal between the two, and does tomorrow's sync bring it?"],
  },
  C13: {
    title: "every sync adds a row to the licenses",
    ask: [rows, "Do the keys of two such rows differ in more than their number?"],
  },
  C14: {
    title: "of two valid licenses, a sync puts the other one in force",
    ask: [rows, "Which of the two subscriptions is meant to be in force, and since when?", jobs],
  },
  C15: {
    title: "jobs of the sync always end up dead",
    ask: [jobs, curl],
  },
  C16: {
    title: "the last sync has failed, and the page looks fine",
    ask: [jobs, "What does /admin/subscription show as Last sync?"],
  },
  C17: {
    title: "the sync runs, or does not, for the wrong kind of license",
    ask: ["Is the license an online one with an end? Only those are synchronized.", key],
  },
  C18: {
    title: "nobody understands the sentence on the overage",
    ask: [
      version,
      key,
      "What does License.current.historical_max say in the console, and how many users are active today?",
    ],
  },
  C19: {
    title: "users are counted over the wrong window",
    ask: [
      "From when to when was the license before, and when was the new one uploaded?",
      key,
      "Which days have which counts? The usage export of the subscription page lists them.",
    ],
  },
  C21: {
    title: "10 % more users than seats pass, and one more does not",
    ask: [
      "How many users does /admin/users count as active, and what did the peak of the term come to?",
    ],
  },
  C22: {
    title: "a license ends at 00:00 of its last day, by the server's clock",
    ask: [
      "Which day does date say on the host of the instance, and in which time zone?",
      "Was the subscription renewed, and when did the last sync go through?",
    ],
  },
  C23: {
    title: "integrations break around the end of a license",
    ask: [
      "Which requests of which integration fail since when, and with which status?",
      "Was the subscription renewed, and when did the last sync go through?",
    ],
  },
  C24: {
    title: "a key with a true-up, but without the seats before it, crashes the upload",
    ask: [key, version, "What does exceptions_json.log have under the answer's X-Request-Id?"],
  },
  C25: {
    title:
      "the code is activated while the instance is installed, and the portal cannot be reached",
    ask: [
      "What did the installation print after “Activation unsuccessful”?",
      "Does an activation of the same code on the subscription page work now?",
      doctor,
    ],
  },
} as const satisfies Readonly<Record<string, Complaint>>;

export type ComplaintId = keyof typeof complaints;
