/** What is said of an application in more than one form. The twin of `backend/views/application.py`. */
import { CHANNELS, type Entry } from "../domain/joblog.ts";
import type { Field, Filled } from "./form.ts";

/** The date of the application. */
export function whenField(filled: Filled, applied_on: string): Field {
  return filled.field("applied_on", "Hvornår søgte du?", { kind: "date", value: applied_on, required: true });
}

/** How it was made, or is to be. */
export function channelField(filled: Filled, channel: string, planned = false): Field {
  const label = planned ? "Hvordan vil du søge?" : "Hvordan søgte du?";
  return filled.field("channel", label, { kind: "select", value: channel, required: true, choices: CHANNELS });
}

/** The note that the caseworker reads too. */
export function noteField(filled: Filled, note: string): Field {
  return filled.field("note", "Note", { kind: "textarea", value: note, hint: "Din sagsbehandler kan læse den." });
}

/** All three, for a handed-out job. */
export function howFields(filled: Filled, { applied_on, channel, note }: Pick<Entry, "applied_on" | "channel" | "note">): Field[] {
  return [whenField(filled, applied_on), channelField(filled, channel), noteField(filled, note)];
}

/** What a channel is called. */
export function channelLabel({ channel }: Pick<Entry, "channel">): string {
  return CHANNELS[channel as keyof typeof CHANNELS];
}
