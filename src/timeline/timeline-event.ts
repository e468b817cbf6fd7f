import type { TimelineEvent as Told } from "../contract/timeline.ts";
import type { Instant } from "../time/calendar.ts";

/** An event as the control API tells it, but for its place. */
export type PublicEvent = Placeless<Told>;

type Placeless<Event> = Event extends unknown ? Readonly<Omit<Event, "place">> : never;

export type EventKind = PublicEvent["kind"];

export type PublicEventOf<Kind extends EventKind> = Extract<PublicEvent, { readonly kind: Kind }>;

/** What has happened to an emulator, and why: the same before its instants are put into texts. */
export type TimelineEvent = InInstants<PublicEvent>;

type InInstants<Event> = Event extends unknown
  ? {
      readonly [Name in keyof Event]: Name extends "at" | "from" | "to" | "wanted"
        ? Exclude<Event[Name], string> | Instant
        : Event[Name];
    }
  : never;

/** A change of the clock, without what is said of it. */
export type ClockFacts = Omit<InInstants<PublicEventOf<"clock">>, "at" | "text" | "cause">;

/** A fault that hit a request to the portal. */
export type MetFault = NonNullable<PublicEventOf<"job">["fault"]>;
