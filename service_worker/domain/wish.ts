/** A wish: how the citizen shapes the course. The twin of `backend/domain/wish.py`. */

export type Wish = {
  readonly id: string;
  readonly version: number;
  readonly kind: "topic" | "homework" | "job" | "move";
  readonly meeting: string;
  readonly text: string;
  readonly link: string;
  readonly day: string;
  readonly made_at: number;
  readonly received_at: number;
  readonly answer: "" | "yes" | "no";
  readonly answer_text: string;
  readonly answered_by: string;
  readonly answered_at: number;
};
