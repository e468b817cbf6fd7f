import { activationAlerts, problemOf } from "../activation/activation-problem.ts";
import { messagesOf } from "../activation/messages.ts";
import { daysBetween } from "../time/calendar.ts";
import { addDays } from "../time/day.ts";
import { type Finding, quoted } from "./finding.ts";
import type { Seen, SeenLicense } from "./observed.ts";
import type { Scene, SceneStep } from "./scene.ts";
import type { SeatSentence } from "./sentences.ts";
import { arm, sell, verbatim } from "./steps.ts";

interface Circumstances {
  /** All that was said. */
  readonly said: string;
  readonly seen: Seen;
  /** In force by then. */
  readonly license: SeenLicense | null;
  /** Where the sentence stood. */
  readonly way: "activation" | "upload";
  /** Whether it was the portal that said so, and not the instance. */
  readonly isPortals: boolean;
}

type SeatFinding = Omit<Finding, "rank" | "evidence">;

/** Which complaint a refusal for its seats is: what it says about itself decides. */
export function seatFinding(seats: SeatSentence, circumstances: Circumstances): SeatFinding {
  const { complaint, sentence } =
    seats.kind === "overage" ? overage(seats, circumstances.license) : shortfall(seats);
  return {
    complaint,
    sentence,
    isCertain: true,
    couldAlsoBe: complaint === "C8" ? [] : ["C8"],
    ask: [],
    scene: sceneOf(seats, circumstances, complaint),
  };
}

type Overage = Extract<SeatSentence, { kind: "overage" }>;
type Shortfall = Extract<SeatSentence, { kind: "true-up" }>;

interface Named {
  readonly complaint: NonNullable<Finding["complaint"]>;
  readonly sentence: string;
}

/** More than so many are refused. Source: licensing rules, validations (threshold). */
const tolerated = (seats: number) => Math.floor((seats * 11) / 10);

/** So many users more make the 10 per cent worth a question. */
const fewest = 5;

function overage({ users, seats, over, when }: Overage, license: SeenLicense | null): Named {
  const told = `${counted(users)} on ${seats} ${seats === 1 ? "seat" : "seats"}`;
  if (over <= 0 || users - seats !== over) {
    return {
      complaint: "C18",
      sentence: `The license is refused for ${told}, “by ${over}”: that sentence contradicts itself, as versions before 13 had it. What they measured is another number than what they tell.`,
    };
  }
  const days = daysOf(license);
  if (when === "before" && days !== null && (days < 365 || days > 366)) {
    return {
      complaint: "C19",
      sentence: `The license is refused for ${told} in “the year before”, and the license in force runs for ${days} days: users are counted over its whole term, and not over a year.`,
    };
  }
  if (tolerated(seats) >= seats + fewest && users === tolerated(seats) + 1) {
    return {
      complaint: "C21",
      sentence: `The license is refused for ${told}: 10 % more than the seats pass, which are ${tolerated(seats)}, and one more does not.`,
    };
  }
  return {
    complaint: "C8",
    sentence: `The license is refused for ${told}${when === "before" ? ", at the peak of the term before" : ""}: of the refusals that look alike, it is the one for its seats.`,
  };
}

const shortfall = ({ paid, owed }: Shortfall): Named => ({
  complaint: "C8",
  sentence: `The license is refused for its true-up, which pays for ${counted(paid)} where ${owed} are owed: of the refusals that look alike, it is the one for its true-up.`,
});

function daysOf(license: SeenLicense | null): number | null {
  if (!license?.startsOn || !license.expiresOn || license.expiresOn <= license.startsOn)
    return null;
  return daysBetween(license.startsOn, license.expiresOn);
}

/**
 * A license for as many seats meets as many users as the sentence names. Where that cannot lead there, because the license
 * says more than the sentence tells, the portal says the words.
 */
function sceneOf(
  seats: SeatSentence,
  circumstances: Circumstances,
  complaint: Named["complaint"],
): Scene {
  const { said, way, seen, isPortals } = circumstances;
  const { title } = activationAlerts[problemOf([said])?.kind ?? "general"];
  const file = way === "upload" ? " At the customer's, the license came as a file." : "";
  // Only with that license in force are its days the ones that count.
  const license = complaint === "C19" && !isPortals ? circumstances.license : null;
  const measured = isPortals ? null : overTheTermBefore(seats, said, license);
  return {
    at: seen.at,
    settings: {},
    license,
    steps: [sell("sold", sold(seats)), ...(measured ?? spoken(seats, said))],
    youWillSee: `Entering {sold.activationCode} on the subscription page shows “${title}”. The answer says: ${quoted(said).replaceAll(/[{}]/g, "")}${file}`,
  };
}

/** Users of the year before, who are more than the seats of a legacy license: null unless today's rules say just that. */
function overTheTermBefore(
  seats: SeatSentence,
  said: string,
  license: SeenLicense | null,
): readonly SceneStep[] | null {
  if (seats.kind !== "overage" || seats.when === "now") return null;
  const { users, seats: bought } = seats;
  const [today = ""] = messagesOf({
    kind: "license-refused",
    refusals: [{ kind: "seats-exceeded", when: "before", users, seats: bought, rules: "today" }],
  });
  if (users <= tolerated(bought) || bought < 1 || !today.startsWith(said)) return null;
  const on = license?.startsOn ? addDays(license.startsOn, 30) : "{lastQuarter}";
  return [
    { do: "userCounts.set", with: { counts: [{ on, count: users }] } },
    arm({ kind: "legacy-license" }),
  ];
}

function spoken(seats: SeatSentence, said: string): readonly SceneStep[] {
  const active = seats.kind === "overage" ? seats.users : null;
  const users: readonly SceneStep[] =
    active === null || active < 0 ? [] : [{ do: "users.set", with: { active } }];
  return [...users, arm({ kind: "errors", errors: [verbatim(said)] })];
}

const sold = (seats: SeatSentence) =>
  seats.kind === "overage" && seats.seats >= 1 ? { seats: seats.seats } : {};

const counted = (users: number) => `${users} ${users === 1 ? "user" : "users"}`;
