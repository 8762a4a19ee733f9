/** Agreements as they are drawn. The twin of `backend/views/agreements.py`. */
import { rowKey } from "../../sync/client/index.ts";
import { type Agreement, urgency } from "../domain/agreement.ts";
import { inOrder } from "../domain/order.ts";
import type { CitizenRecord, Course } from "../domain/record.ts";
import { type Standing, type Status, statusOf } from "./status.ts";

/** `who` is "" for the citizen's own, else the name of who promised it. */
export interface AgreementCard extends Pick<Agreement, "id" | "what" | "by"> {
  readonly who: string;
  readonly done: boolean;
  readonly status: Status;
}

/** Those still to do by what is due first, then those that are done, newest first. */
export function agreementCards({ agreements, course }: CitizenRecord, standing: Standing): AgreementCard[] {
  const left = inOrder(agreements.filter(({ done_at }) => !done_at), urgency);
  const done = inOrder(agreements.filter(({ done_at }) => done_at), ({ done_at, id }) => [done_at, id]).reverse();
  return [...left, ...done].map((each) => card(each, course, standing));
}

/** Who promised it, as a person reads it; "" for the citizen. */
export function partyName(who: Agreement["who"], course: Course | undefined): string {
  if (who === "citizen") return "";
  return who === "jobcentre" ? course?.caseworker || "Jobcentret" : course?.akasse || "A-kassen";
}

function card(agreement: Agreement, course: Course | undefined, standing: Standing): AgreementCard {
  const { id, what, who, by, done_at, received_at } = agreement;
  return {
    id,
    what,
    who: partyName(who, course),
    by,
    done: done_at > 0,
    status: statusOf([rowKey("agreement", id)], received_at, standing),
  };
}
