/** A track that a citizen follows. The twin of `backend/domain/track.py`. */
import { inOrder, type Key } from "./order.ts";

export type Action = { readonly ref: string; readonly da: string; readonly done_on: string; readonly done_by: string };

export type Followed = {
  readonly id: string;
  readonly version: number;
  readonly track: string;
  readonly title: string;
  readonly plain: string;
  readonly since: string;
  readonly until: string;
  readonly chosen_by: string;
  readonly reason: string;
  readonly actions: readonly Action[];
};

/** The track that is followed now. */
export function current(followed: readonly Followed[]): Followed | undefined {
  return inOrder(followed.filter(({ until }) => !until), recency).at(-1);
}

/** Sorts tracks by when they were chosen. */
export function recency({ since, id }: Followed): Key {
  return [since, id];
}
