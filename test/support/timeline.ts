import type { AsItCame } from "./as-it-came.ts";
import type { ControlClient } from "./control-client.ts";

interface Asked {
  readonly control: ControlClient;
}

/** The timeline of an emulator, or a part of it: `?kind=license`. Without the places, which only say where one can go on. */
export const timelineOf = async ({ control }: Asked, query = ""): Promise<AsItCame[]> =>
  (await control.get(`/timeline${query}`)).body.map(
    ({ place: _place, ...event }: AsItCame) => event,
  );

/** What it says happened, and why, one by one. */
export const toldOf = async (asked: Asked, query = ""): Promise<(readonly [string, string])[]> =>
  (await timelineOf(asked, query)).map(({ text, cause }) => [text, cause] as const);
