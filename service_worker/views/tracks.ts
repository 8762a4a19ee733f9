/** Tracks as they are drawn for the citizen. The twin of `backend/views/tracks.py`, without the ticks and the choice. */
import { inOrder } from "../domain/order.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { current, type Followed, recency } from "../domain/track.ts";
import type { Shell } from "./shell.ts";

export interface TrackCard
  extends Pick<Followed, "id" | "title" | "plain" | "since" | "until" | "chosen_by" | "reason" | "actions"> {
  readonly done: number;
}

export interface TrackPage {
  readonly shell: Shell;
  readonly track: TrackCard | null;
  readonly earlier: readonly TrackCard[];
}

/** The track followed now, and those before it, latest first. */
export function trackPage(shell: Shell, { tracks }: CitizenRecord): TrackPage {
  const followed = current(tracks);
  const earlier = inOrder(tracks.filter(({ until }) => until), recency).reverse();
  return { shell, track: followed ? card(followed) : null, earlier: earlier.map(card) };
}

function card({ version: _, track: __, ...followed }: Followed): TrackCard {
  return { ...followed, done: followed.actions.filter(({ done_on }) => done_on).length };
}
