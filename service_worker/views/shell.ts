/** What every page is given beside its own content. The twin of `backend/views/shell.py`. */

export type Place = "home" | "jobs" | "assignments" | "joblog" | "course" | "more" | "citizens" | "sign-in" | "error";

/** The quiet line on top; counts are of changes. */
export interface SyncLine {
  readonly offline: boolean;
  readonly signed_out: boolean;
  readonly outdated: boolean;
  readonly waiting: number;
  readonly refused: number;
  /** Changes that went over something newer than what was seen when they were made. */
  readonly overwrote: number;
  /** Local time of the oldest one that waits, once it has waited for more than a day; else "". */
  readonly waiting_since: string;
}

/** Frame of a page. `token` is the form token, `person` the signed-in id, `today` a date, `flash` a one-time sentence. */
export interface Shell {
  readonly title: string;
  readonly place: Place;
  readonly role: "citizen" | "caseworker" | "operator" | "";
  readonly person: string;
  readonly first_name: string;
  readonly token: string;
  readonly today: string;
  readonly sync: SyncLine;
  readonly flash: string;
}
