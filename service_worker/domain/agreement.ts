/** An agreement: who does what, by when. The twin of `backend/domain/agreement.py`. */

export type Agreement = {
  readonly id: string;
  readonly version: number;
  readonly meeting: string;
  readonly who: "citizen" | "jobcentre" | "a-kasse";
  readonly what: string;
  readonly by: string;
  readonly made_by: string;
  readonly made_at: number;
  readonly done_at: number;
  readonly received_at: number;
};
