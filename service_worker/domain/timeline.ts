/** The line of a course, as the server has drawn it. The twin of `backend/domain/timeline.py`. */

/** One meeting of the line; `opens_on` and `closes_on` are dates, "" where there is no window. */
export type Stop = {
  readonly ref: string;
  readonly title: string;
  readonly plain: string;
  readonly prepare: readonly string[];
  readonly after: string;
  readonly held_by: "jobcentre" | "a-kasse";
  readonly joint: "never" | "possibly" | "always";
  readonly opens_on: string;
  readonly closes_on: string;
};
