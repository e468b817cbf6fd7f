import { evidenceOf, type Finding, type Log } from "./finding.ts";
import { licenseBefore } from "./licenses.ts";
import type { Seen, SeenLicense } from "./observed.ts";
import { seatFinding } from "./seats.ts";
import { expiredLicense, seatSentenceIn } from "./sentences.ts";
import { arm, sell, upload, write } from "./steps.ts";

const isFailed = ({ status }: Seen) => status !== null && status >= 500;

/** The subscription page, the last time that it was asked for. */
export function failedPages({ observations }: Log): readonly Finding[] {
  const page = observations.findLast((one) => one.kind === "page");
  if (page === undefined || page.status === null || !isFailed(page)) return [];
  return [
    {
      rank: "failed-page",
      complaint: "C9",
      isCertain: true,
      couldAlsoBe: [],
      sentence: `The subscription page itself answers ${page.status}. A code can be activated by the mutation meanwhile, at /-/graphql-explorer.`,
      evidence: [evidenceOf(page, null)],
      ask: [],
      scene: {
        at: page.at,
        settings: {},
        license: null,
        steps: [sell("sold"), arm({ kind: "status", status: page.status, endpoint: "admin-page" })],
        youWillSee: `The subscription page answers ${page.status}. Activating with {sold.activationCode} by the mutation works all the same.`,
      },
    },
  ];
}

/** License files that were not taken. */
export function refusedUploads(log: Log): readonly Finding[] {
  return log.observations.flatMap((one): readonly Finding[] => {
    if (one.kind !== "upload" && one.kind !== "message") return [];
    const text = one.kind === "upload" ? one.message : one.text;
    const evidence = [evidenceOf(one, text)];
    const license = licenseBefore(log, one.entry);
    const seats = seatSentenceIn(text ?? "");
    if (seats !== null) {
      return [
        {
          rank: "refused",
          evidence,
          ...seatFinding(seats, {
            seen: one,
            license,
            way: "upload",
            isPortals: false,
            said: text ?? "",
          }),
        },
      ];
    }
    if (text?.includes(expiredLicense)) return [{ evidence, ...expired(one) }];
    return one.kind === "upload" && isFailed(one) ? [{ evidence, ...crashed(one) }] : [];
  });
}

type Told = Omit<Finding, "evidence">;

const expired = ({ at }: Seen): Told => ({
  rank: "refused",
  complaint: "C22",
  isCertain: true,
  couldAlsoBe: [],
  sentence:
    "The license file is refused as expired: a license ends at 00:00 of its last day, by the server's clock.",
  ask: [],
  scene: {
    at,
    settings: {},
    license: null,
    steps: [sell("sold"), arm({ kind: "expired-license" })],
    youWillSee: `Activating with {sold.activationCode} is refused with “${expiredLicense}”. At the customer's, the license came as a file.`,
  },
});

function crashed({ at, status }: Seen): Told {
  return {
    rank: "refused",
    complaint: "C24",
    isCertain: false,
    couldAlsoBe: [],
    sentence: `The upload of a license file answers ${status}. A key with a true-up, but without the seats before it, does so in older versions, and so does a file that was cut off. The log does not show what the key says.`,
    ask: ["Is the file whole, as it came in the mail?"],
    scene: {
      at,
      settings: {},
      license: null,
      steps: [
        write({
          issued_at: "{today}",
          expires_at: "{later}",
          restrictions: {
            active_user_count: 10,
            trueup_quantity: 1,
            trueup_from: "{before}",
            trueup_to: "{today}",
          },
        }),
      ],
      youWillSee:
        "Uploading {file.license}, a key with a true-up and without the seats before it, is judged by its seats alone. Here it crashes nothing, whatever a key leaves out.",
    },
  };
}

/** Removals that the instance has not done. */
export function failedRemovals(log: Log): readonly Finding[] {
  return log.observations.flatMap((one): readonly Finding[] => {
    if (one.kind !== "removal" || one.status === null || one.status < 400) return [];
    const license = licenseBefore(log, one.entry);
    return [
      {
        rank: "refused",
        complaint: "C11",
        isCertain: true,
        couldAlsoBe: [],
        sentence: `The license was to be removed, and the instance has answered ${one.status}: the page says “Something went wrong while removing the license. Please try again.”`,
        evidence: [evidenceOf(one, one.message)],
        ask: [],
        scene:
          license === null
            ? null
            : {
                at: one.at,
                settings: {},
                license,
                steps: [],
                youWillSee:
                  "The license is in force that the customer could not remove. Here it can be, on the page, by the mutation licenseDestroy, by DELETE /api/v4/license/ID and by understudy license destroy.",
              },
      },
    ];
  });
}

const reasons: Readonly<Record<string, string>> = {
  legacy_license: "The license in force is no cloud license.",
  offline_cloud: "The license in force is an offline one.",
};

/** Syncs that the instance did not even begin: what the page blames on the network is its own doing. */
export function refusedSyncs(log: Log): readonly Finding[] {
  return log.observations.flatMap((one): readonly Finding[] => {
    if (one.kind !== "sync" || one.status !== 422) return [];
    const license = licenseBefore(log, one.entry);
    const reason = one.cause ?? reasonOf(license);
    return [
      {
        rank: "refused",
        complaint: "C17",
        isCertain: true,
        couldAlsoBe: [],
        sentence: `A sync was asked for, and the instance has refused it (422) without asking the portal: the page says “There is a connectivity issue”, and the network has no part in it. ${reason ?? "Only an online license with an end is synchronized."}`,
        evidence: [
          evidenceOf(one, one.cause === null ? null : `X-Understudy-Cause: ${one.cause}`),
          ...evidenceOfLicense(log, one.entry),
        ],
        ask: [],
        scene: {
          at: one.at,
          settings: {},
          license: null,
          steps: license === null ? [] : upload(license),
          youWillSee:
            "A sync, by the button of the subscription page or by POST /admin/license/sync_seat_link, is refused with 422, and the page says “There is a connectivity issue”. The portal is not asked.",
        },
      },
    ];
  });
}

function reasonOf(license: SeenLicense | null): string | null {
  if (license === null) return null;
  if (license.type === "online_cloud" && license.expiresOn === null) {
    return "The license in force never expires.";
  }
  return reasons[license.type ?? ""] ?? null;
}

function evidenceOfLicense({ observations }: Log, entry: number) {
  const read = observations.filter((one) => one.kind === "current-license");
  const one = read.findLast((seen) => seen.entry < entry);
  if (!one?.license) return [];
  const { type, expiresOn } = one.license;
  return [evidenceOf(one, `type ${type}, expiresAt ${expiresOn}`)];
}

/** Queries of the page that were not answered, and requests that came to no answer at all. */
export function failedQueries(log: Log): readonly Finding[] {
  const { observations } = log;
  const query = observations.findLast((one) => one.kind === "failed-query");
  const lost = observations.findLast((one) => one.kind === "no-answer");
  const found: Finding[] = [];
  if (query !== undefined) {
    const status = query.status !== null && query.status >= 400 ? query.status : null;
    found.push({
      rank: "failed-query",
      complaint: null,
      isCertain: true,
      couldAlsoBe: [],
      sentence: `The page could not read the license: ${query.operation} was answered without data, and the page says “Subscription unavailable”. That is none of the complaints C1 to C25.`,
      evidence: [evidenceOf(query, query.message)],
      ask: [
        "Is whoever looks at the page still signed in, as an administrator?",
        "What does exceptions_json.log have under the answer's X-Request-Id?",
      ],
      scene:
        status === null
          ? null
          : {
              at: query.at,
              settings: {},
              license: licenseBefore(log, query.entry),
              steps: [arm({ kind: "status", status, endpoint: "graphql" })],
              youWillSee: `The subscription page says “Subscription unavailable”. The instance's GraphQL answers with the HTTP status ${status}.`,
            },
    });
  }
  if (lost !== undefined) {
    found.push({
      rank: "failed-query",
      complaint: null,
      isCertain: true,
      couldAlsoBe: [],
      sentence:
        "The browser has got no answer from the instance itself. What lies between the two is not what the complaints C1 to C25 are about.",
      evidence: [evidenceOf(lost, lost.error)],
      ask: ["Does the instance answer at /-/health, asked from the browser's computer?"],
      scene: null,
    });
  }
  return found;
}
