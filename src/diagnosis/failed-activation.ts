import { isIPv6 } from "node:net";
import { activationAlerts, problemOf } from "../activation/activation-problem.ts";
import { causeOf } from "../activation/failure-cause.ts";
import { messagesOf } from "../activation/messages.ts";
import { isTimeout } from "../base/transport-failure.ts";
import type { ComplaintId } from "../contract/complaints.ts";
import { networkRulesOf } from "../network/rules.ts";
import { productTimeouts } from "../network/timeouts.ts";
import { type Attempt, attemptsIn, connectivityError } from "./attempts.ts";
import { type Evidence, evidenceOf, type Finding, type Log, quoted } from "./finding.ts";
import { licenseBefore } from "./licenses.ts";
import type { Scene } from "./scene.ts";
import { seatFinding } from "./seats.ts";
import { seatSentenceIn } from "./sentences.ts";
import { arm, sell, verbatim } from "./steps.ts";
import {
  failuresRaising,
  isArmable,
  isLeakedBy,
  networkOf,
  type ToldFailure,
  toldOf,
} from "./transport.ts";

/** What is said of an activation, without what is the same of each. */
interface Verdict {
  readonly complaint: ComplaintId | null;
  readonly sentence: string;
  readonly isCertain?: false;
  readonly couldAlsoBe?: readonly ComplaintId[];
  readonly ask?: readonly string[];
  readonly scene: Pick<Scene, "steps" | "youWillSee"> & Partial<Pick<Scene, "settings">>;
}

/** The last activation, if it has failed; or the last one that has, if another has succeeded since. */
export function failedActivations(log: Log): readonly Finding[] {
  const attempts = attemptsIn(log.observations);
  const failed = attempts.findLast(({ errors }) => errors === null || errors.length > 0);
  if (failed === undefined) return [];
  return [findingOf(failed, log, failed === attempts.at(-1))];
}

function findingOf(attempt: Attempt, log: Log, isLast: boolean): Finding {
  const { seen, errors } = attempt;
  const rank = isLast ? "failed-activation" : "failed-before";
  const shared = { rank, evidence: evidenceFor(attempt) } as const;
  if (errors === null) {
    return {
      ...shared,
      complaint: null,
      isCertain: false,
      couldAlsoBe: [],
      sentence: `An activation was sent, and the log holds no answer to it that can be read${since(isLast)}.`,
      ask: ["Can the log be exported again with the bodies of the answers?"],
      scene: null,
    };
  }
  const license = licenseBefore(log, seen.entry);
  const seats = seatSentenceIn(errors[0] ?? "");
  if (seats !== null) {
    const { sentence, ...found } = seatFinding(seats, {
      seen,
      license,
      way: "activation",
      isPortals: attempt.cause === refusedByPortal,
      said: errors[0] ?? "",
    });
    return { ...shared, ...found, sentence: `${sentence}${laterSuccess(isLast)}` };
  }
  const verdict = verdictOn(attempt, errors, log);
  const { settings = {}, steps, youWillSee } = verdict.scene;
  return {
    ...shared,
    complaint: verdict.complaint,
    sentence: `${verdict.sentence}${laterSuccess(isLast)}`,
    isCertain: verdict.isCertain ?? true,
    couldAlsoBe: verdict.couldAlsoBe ?? [],
    ask: verdict.ask ?? [],
    scene: steps.length === 0 ? null : { at: seen.at, settings, license, steps, youWillSee },
  };
}

const since = (isLast: boolean) => (isLast ? "" : "; a later one has succeeded");
const laterSuccess = (isLast: boolean) => (isLast ? "" : " A later activation has succeeded.");

function evidenceFor({ seen, errors, cause, toPortal }: Attempt): readonly Evidence[] {
  const said = errors === null ? [null] : errors.slice(0, 3);
  return [
    ...said.map((text) => evidenceOf(seen, text)),
    ...(cause === null ? [] : [evidenceOf(seen, `X-Understudy-Cause: ${cause}`)]),
    ...(toPortal === null || toPortal === seen ? [] : [evidenceOf(toPortal, portalText(toPortal))]),
    ...(toPortal !== null && toPortal === seen && toPortal.failure !== null
      ? [evidenceOf(toPortal, portalText(toPortal))]
      : []),
  ];
}

function portalText({ failure, errors }: NonNullable<Attempt["toPortal"]>): string | null {
  if (failure === null) return errors[0] ?? null;
  const { phase, code, host = "", address = null } = failure;
  return `${phase}: ${code}${host === "" ? "" : `, ${host}`}${address === null ? "" : ` (${address})`}`;
}

const activating = "Entering {sold.activationCode} on the subscription page";
const sold = sell("sold");

/** The portal refuses the code in these words. */
const saying = (text: string) => arm({ kind: "errors", errors: [verbatim(text)] });
const saidSo = (title: string) =>
  `${activating} shows “${title}”. The portal has refused the code in those words.`;

const refusedByPortal = causeOf({ kind: "portal-refused-code", errors: [] });

function verdictOn(attempt: Attempt, errors: readonly string[], log: Log): Verdict {
  const [first = ""] = errors;
  if (attempt.toPortal?.isAutomated) return automated(attempt, first, log);
  const problem = problemOf(errors);
  const { title } = activationAlerts[problem?.kind ?? "general"];
  switch (problem?.kind) {
    case "connectivity":
      return unreachable(attempt, log);
    case "silent-mode":
      return {
        complaint: "C7",
        sentence: `Silent mode is on, and lets nothing out of the instance that could change something elsewhere: the page shows “${title}”.`,
        scene: {
          settings: { silentMode: true },
          steps: [sold],
          youWillSee: `${activating} shows “${title}”. The portal is not asked.`,
        },
      };
    case "not-found":
      return {
        complaint: "C8",
        sentence: `The portal found no subscription that goes with the code: the page shows “${title}”. Of the refusals that look alike, it is that one.`,
        ask: [
          "Which subscription was the code mailed for, and is Cloud Licensing ticked for it in the portal's admin area?",
        ],
        scene: {
          steps: [sold, saying(first)],
          youWillSee: saidSo(title),
        },
      };
    case "expired": {
      const isSaid = attempt.cause === refusedByPortal;
      return {
        complaint: "C22",
        sentence: isSaid
          ? `The portal refuses the code because its license has expired: the page shows “${title}”. A license ends at 00:00 of its last day.`
          : `The portal sent a license that has already expired: it ends at 00:00 of its last day, by the server's clock. The page shows “${title}”.`,
        scene: {
          steps: [sold, isSaid ? saying(first) : arm({ kind: "expired-license" })],
          youWillSee: isSaid
            ? saidSo(title)
            : `${activating} shows “${title}”. The portal sends an expired license.`,
        },
      };
    }
    case "expired-trial":
      return {
        complaint: "C22",
        sentence: `The portal refuses the code of a trial that has ended: the page shows “${title}”.`,
        scene: {
          steps: [sold, saying(first)],
          youWillSee: saidSo(title),
        },
      };
    case "invalid-code":
      return {
        complaint: null,
        sentence: `The portal does not know the code: the page shows “${title}”, with the sentence that the code is not valid. That is none of the complaints C1 to C25.`,
        ask: [
          "Was the code copied whole, from the portal's page or its mail, and was it replaced by another since?",
          "Is it a code of the same portal? One of staging is unknown in production.",
        ],
        scene: {
          steps: [sold, { do: "subscriptions.reissueCode", with: { name: "{sold.name}" } }],
          youWillSee: `${activating} shows “${title}”, with the sentence that the code is not valid. The code was replaced by another.`,
        },
      };
    default:
      return general(attempt, first, log);
  }
}

/** `CONNECTIVITY_ERROR`, which hides more than any other answer. */
function unreachable(attempt: Attempt, log: Log): Verdict {
  const { title } = activationAlerts.connectivity;
  const { failure, portalStatus, seen } = attempt;
  const shows = `${activating} shows “${title}”.`;
  if (failure !== null) return brokenConnection(failure, { log, title, shows });
  if (portalStatus !== null) {
    return {
      complaint: "C1",
      sentence: `The page shows “${title}”, and yet the portal was reached: it has answered with the HTTP status ${portalStatus}, which the alert does not say.`,
      ask: ["Does the portal's status page tell of an outage or a maintenance at that time?"],
      scene: {
        steps: [sold, arm({ kind: "status", status: portalStatus, endpoint: "activate" })],
        youWillSee: `${shows} The portal is reached, and answers with the HTTP status ${portalStatus}.`,
      },
    };
  }
  const { hint, couldAlsoBe } = hintOf(seen.ms);
  return {
    complaint: "C1",
    sentence: `The page shows “${title}”, and the answer says ${connectivityError} and no more: the log does not show why the portal was not reached.${hint}`,
    couldAlsoBe,
    scene: {
      steps: [sold, arm({ kind: "status", status: 503, endpoint: "activate" })],
      youWillSee: `${shows} Why the portal was not reached at the customer's is not known from the log: here it answers with the HTTP status 503.`,
    },
  };
}

/** What the product waits for, and no longer: then an answer comes within a second or so. */
const slackMs = 1_500;

const waits: readonly (readonly [keyof typeof productTimeouts, string, readonly ComplaintId[]])[] =
  [
    ["connectMs", "a connection", ["C4", "C6", "C5", "C2", "C3"]],
    ["lookupMs", "a name", ["C3", "C5", "C4", "C6", "C2"]],
    ["readMs", "an answer", ["C5", "C6", "C4", "C3", "C2"]],
  ];

function hintOf(ms: number | null) {
  const waited = waits.find(([name]) => {
    const allowed = productTimeouts[name];
    return ms !== null && ms >= allowed && ms < allowed + slackMs;
  });
  if (waited === undefined || ms === null) {
    return { hint: "", couldAlsoBe: ["C2", "C5", "C6", "C4", "C3"] as const };
  }
  const [, what, couldAlsoBe] = waited;
  return {
    hint: ` It took ${(ms / 1_000).toFixed(1)} s, about as long as the product waits for ${what}.`,
    couldAlsoBe,
  };
}

interface Broken {
  readonly log: Log;
  readonly title: string;
  readonly shows: string;
}

/** A connection of which a log of ours tells how far it came. */
function brokenConnection(failure: ToldFailure, { log, title, shows }: Broken): Verdict {
  const { phase, code, address = null } = failure;
  const told = toldOf(failure);
  const alert = `The page shows “${title}”.`;
  const kind = networkOf(failure);
  const scene = (fault: Readonly<Record<string, unknown>>) => ({
    steps: [sold, arm(fault)],
    youWillSee: isArmable(failure)
      ? `${shows} Its cause is: ${told}`
      : `${shows} Its cause is another at the layer ${phase}: what the customer has had cannot be armed.`,
  });
  if (code === "SELF_SIGNED_CERT_IN_CHAIN") {
    return { complaint: "C2", sentence: `${alert} ${told}`, scene: scene({ kind }) };
  }
  if (phase === "dns" && isTimeout(code) && looksUpFirst(log)) {
    return {
      complaint: "C3",
      isCertain: false,
      couldAlsoBe: ["C5"],
      sentence: `${alert} ${told} The instance looks names up before it asks a proxy: if one is set, that is it. The log does not show whether one is.`,
      scene: scene({ kind: "proxy-resolves" }),
    };
  }
  if (phase === "tcp" && address !== null) {
    const isV6 = isIPv6(address);
    if (isV6 && (kind === "ipv6-blackhole" || kind === "ipv6-unreachable")) {
      return {
        complaint: "C4",
        isCertain: false,
        couldAlsoBe: ["C6", "C5"],
        sentence: `${alert} ${told} That address is of IPv6, which the instance has preferred. The log does not show whether IPv4 works.`,
        scene: scene({ kind }),
      };
    }
    const isBlockable = ["tcp-refused", "tcp-reset", "tcp-blackhole"].includes(kind);
    return {
      complaint: "C6",
      isCertain: false,
      couldAlsoBe: ["C5"],
      sentence: `${alert} ${told} A firewall that lets only some of the portal's addresses through looks so. The log does not show whether the others answer.`,
      scene: scene(isBlockable ? { kind, addresses: "first" } : { kind }),
    };
  }
  return {
    complaint: "C5",
    sentence: `${alert} ${told} So it is the layer ${phase} that is at fault, whatever curl says.`,
    scene: scene({ kind }),
  };
}

/** Whether the version looks a name up although a proxy is set; the next one does. */
const looksUpFirst = ({ server }: Log) =>
  networkRulesOf(server.version ?? "").lookupBeforeProxy !== "no";

/** What the general alert hides, which the answer says. */
function general(attempt: Attempt, text: string, log: Log): Verdict {
  const { title } = activationAlerts.general;
  const { seen, failure, instead } = attempt;
  const hides = `The page shows “${title}”, and no reason. The answer has it: ${quoted(text)}`;
  const shows = `${activating} shows “${title}”.`;
  if (instead !== null) {
    const fault =
      instead === "status" ? { kind: "status", status: seen.status } : { kind: instead };
    return {
      complaint: "C1",
      sentence: `The page shows “${title}”, and no reason: the instance itself has answered in place of the mutation, with ${quoted(text).replace(/\.$/, "")}. The portal may not even have been asked.`,
      scene: {
        steps: [sold, arm({ ...fault, endpoint: "graphql" })],
        youWillSee: `${shows} The instance's GraphQL answers with ${sceneText(text).replace(/\.$/, "")}.`,
      },
    };
  }
  const told = failure === null ? failuresRaising(text) : [failure];
  const again = {
    steps: [sold, ...armedFor(text)],
    youWillSee: `${shows} The answer says why: ${sceneText(text)}`,
  };
  const inspected = told.some(({ code }) => code === "SELF_SIGNED_CERT_IN_CHAIN");
  if (inspected) {
    return {
      complaint: "C2",
      sentence: `${hides}. The chain of certificates ends with a root that the instance does not trust, as an inspecting appliance's.`,
      scene: leaked(told, text, log) ?? again,
    };
  }
  const lostV6 = told.find(
    ({ phase, address }) => phase === "tcp" && address != null && isIPv6(address),
  );
  if (lostV6 !== undefined) {
    return {
      complaint: "C4",
      isCertain: false,
      couldAlsoBe: ["C6", "C5"],
      sentence: `${hides}. The address is of IPv6, which the instance has preferred. The log does not show whether IPv4 works.`,
      scene: leaked(told, text, log) ?? again,
    };
  }
  const layers = [...new Set(told.map(({ phase }) => phase))];
  const layer =
    layers.length === 0 ? "" : `. It is a failed connection's, at the layer ${layers.join(" or ")}`;
  return {
    complaint: "C1",
    sentence: `${hides}${layer}.`,
    couldAlsoBe: layers.length === 0 ? [] : ["C5"],
    scene: leaked(told, text, log) ?? again,
  };
}

/** A network of which the instance, in its version, tells the same text; null if none does. */
function leaked(
  told: readonly ToldFailure[],
  text: string,
  { server }: Log,
): Verdict["scene"] | null {
  const failure = told.find(isArmable);
  if (failure === undefined || server.version === null) return null;
  const kind = networkOf(failure);
  // What it has received in place of an answer is something else every time.
  if (kind === "tcp-garbage" || !isLeakedBy(server.version, failure)) return null;
  return {
    settings: { leakTransportTexts: true },
    steps: [sold, arm({ kind })],
    youWillSee: `${activating} shows “${activationAlerts.general.title}”. The answer says why, with the emulator's own host: ${sceneText(text)}`,
  };
}

const sceneText = (text: string) => quoted(text).replaceAll(/[{}]/g, "");

/** What has the portal answer so that the administrator reads the same text. */
function armedFor(text: string) {
  const [refusal = ""] = messagesOf({ kind: "portal-refused-request", reason: "" });
  if (text === messagesOf({ kind: "portal-answered-no-json" })[0]) return [arm({ kind: "html" })];
  if (text === messagesOf({ kind: "portal-answered-broken-json" })[0]) {
    return [arm({ kind: "broken-json" })];
  }
  if (text === messagesOf({ kind: "portal-answered-nothing" })[0]) return [arm({ kind: "empty" })];
  if (text === messagesOf({ kind: "license-unreadable" })[0]) return [arm({ kind: "foreign-key" })];
  if (text.startsWith(refusal) && text.length > refusal.length) {
    return [
      arm({ kind: "graphql-errors", errors: [{ message: verbatim(text.slice(refusal.length)) }] }),
    ];
  }
  return [saying(text)];
}

/** The activation that the environment asks for, while an instance is installed: nobody sees a page. */
function automated(attempt: Attempt, text: string, log: Log): Verdict {
  const { isCertain: _certain, ...inner } =
    text === connectivityError ? unreachable(attempt, log) : general(attempt, text, log);
  const { complaint, scene } = inner;
  const why = attempt.failure === null ? "" : ` ${toldOf(attempt.failure)}`;
  return {
    ...inner,
    complaint: "C25",
    couldAlsoBe: complaint === null || complaint === "C1" ? [] : [complaint],
    sentence: `A code was activated by the environment, as at an installation, and was refused: ${quoted(text)}.${why}`,
    scene: {
      ...scene,
      steps: [...scene.steps, { do: "boot", with: { activationCode: "{sold.activationCode}" } }],
      youWillSee: `The timeline has the refused activation of a first start, and the log says “Activation unsuccessful: ${sceneText(text)}”. Once the faults are cleared, it is tried again and succeeds.`,
    },
  };
}
