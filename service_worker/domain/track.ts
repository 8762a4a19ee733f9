/** A track that a citizen follows. The twin of `backend/domain/track.py`. */

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
