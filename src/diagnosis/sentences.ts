import { messagesOf } from "../activation/messages.ts";

/** A refusal of a license for its seats, read out of the product's sentence. */
export type SeatSentence =
  | {
      readonly kind: "overage";
      readonly when: "now" | "before";
      readonly users: number;
      readonly seats: number;
      readonly over: number;
      readonly text: string;
    }
  | {
      readonly kind: "true-up";
      readonly paid: number;
      readonly owed: number;
      readonly text: string;
    };

const number = "(-?\\d[\\d,]{0,15})";

/** As of every year: the plea behind it differs. */
const overage = new RegExp(
  `(This GitLab installation currently has|During the year before this license started, this GitLab installation had) ${number} active users?, exceeding this license's limit of ${number} by ${number} users?`,
);
const trueUp = new RegExp(
  `You have applied a True-up for ${number} users? but you need one for ${number} users?`,
);

/** The refusal that a text tells of; null if it tells of none. */
export function seatSentenceIn(text: string): SeatSentence | null {
  const [told, head, users = "", seats = "", over = ""] = overage.exec(text) ?? [];
  if (told !== undefined) {
    const when = head?.startsWith("This") ? "now" : "before";
    return {
      kind: "overage",
      when,
      users: counted(users),
      seats: counted(seats),
      over: counted(over),
      text: told,
    };
  }
  const [shown, paid = "", owed = ""] = trueUp.exec(text) ?? [];
  if (shown === undefined) return null;
  return { kind: "true-up", paid: counted(paid), owed: counted(owed), text: shown };
}

const counted = (text: string) => Number(text.replaceAll(",", ""));

export const expiredLicense =
  messagesOf({
    kind: "license-refused",
    refusals: [{ kind: "license-expired" }],
  })[0] ?? "";

/** As much of a page as is looked through. */
const maxPage = 200_000;

/** The product's sentences about a license that stand on a page. */
export function sentencesIn(html: string): readonly string[] {
  const page = unescaped(html.slice(0, maxPage));
  const seats = seatSentenceIn(page);
  return [
    ...(seats ? [seats.text] : []),
    ...(page.includes(expiredLicense) ? [expiredLicense] : []),
  ];
}

const entities: Readonly<Record<string, string>> = {
  "&#39;": "'",
  "&#x27;": "'",
  "&apos;": "'",
  "&quot;": '"',
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
};

export const unescaped = (html: string) =>
  html.replace(/&(?:#39|#x27|apos|quot|amp|lt|gt);/g, (entity) => entities[entity] ?? entity);
