/** The CV point as it is drawn. The twin of `backend/views/cv.py`. */
import { rowKey } from "../../sync/client/index.ts";
import type { Cv } from "../domain/cv.ts";
import type { Field, Filled } from "./form.ts";
import { type Standing, type Status, statusOf } from "./status.ts";

export interface CvCard {
  readonly parts: readonly { readonly part: string; readonly label: string; readonly on: string }[];
  readonly last: string;
  readonly note: string;
  readonly link: string;
  readonly status: Status;
}

/** The card; nothing is known of a CV that was never gone through. */
export function cvCard(cv: Cv | undefined, standing: Standing): CvCard {
  const parts = [
    { part: "goals", label: "Jobmål", on: cv?.goals_ok_on ?? "" },
    { part: "experience", label: "Erfaring", on: cv?.experience_ok_on ?? "" },
    { part: "education", label: "Uddannelse", on: cv?.education_ok_on ?? "" },
  ];
  return {
    parts,
    last: parts.map(({ on }) => on).sort().at(-1)!,
    note: cv?.note ?? "",
    link: cv?.link ?? "",
    status: statusOf(cv ? [rowKey("cv", cv.id)] : [], cv?.received_at ?? 0, standing),
  };
}

/** The note and the address. */
export function cvForm(filled: Filled, { note, link }: CvCard): Field[] {
  return [
    filled.field("note", "Note", { kind: "textarea", value: note, hint: "Hvad mangler, eller hvad er du i tvivl om?" }),
    filled.field("link", "Link til dit CV", { kind: "url", value: link }),
  ];
}
