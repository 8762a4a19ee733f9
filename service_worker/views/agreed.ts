/** What was agreed about job search, as it is drawn. The twin of `backend/views/agreed.py`, without the forms. */
import { plus } from "../domain/dates.ts";
import { CHANNELS } from "../domain/joblog.ts";
import { inOrder } from "../domain/order.ts";
import type { PeriodKind } from "../domain/period.ts";
import { inTurn, type Requirement } from "../domain/requirement.ts";
import { localDate } from "../domain/time.ts";

const PER = { week: "om ugen", month: "om måneden" };

export interface AgreedCard
  extends Pick<Requirement, "id" | "since" | "fields" | "geography" | "uploads" | "note" | "set_by"> {
  readonly per: string;
  readonly until: string;
  readonly ways: string;
  readonly set_on: string;
  readonly replaced: boolean;
}

/** «2 om ugen»; "" for nothing. */
export function per(number: number, kind: PeriodKind): string {
  return number ? `${number} ${PER[kind]}` : "";
}

/** All of them in the order of their days, then of their setting. */
export function agreedCards(requirements: readonly Requirement[]): AgreedCard[] {
  const held = inTurn(requirements);
  return inOrder(requirements, ({ since, set_at, id }) => [since, set_at, id]).map((one) => {
    const { id, since, number, period, channels, fields, geography, uploads, note, set_by, set_at } = one;
    const next = held[held.indexOf(one) + 1];
    const replaced = !held.includes(one);
    return {
      id,
      per: per(number, period),
      since,
      until: next && !replaced ? plus(next.since, -1) : "",
      ways: channels.map((channel) => CHANNELS[channel as keyof typeof CHANNELS]).join(", "),
      fields,
      geography,
      uploads,
      note,
      set_by,
      set_on: localDate(set_at),
      replaced,
    };
  });
}
