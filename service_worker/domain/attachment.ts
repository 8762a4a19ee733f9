/** What is known of a file that belongs to an entry. The twin of `backend/domain/attachment.py`, as far as a phone needs it. */
export type Role = "application" | "cv" | "other";

/** The file itself is the server's; `bytes` is its size. */
export type Attachment = {
  readonly id: string;
  readonly version: number;
  readonly entry: string;
  readonly name: string;
  readonly media: string;
  readonly bytes: number;
  readonly digest: string;
  readonly role: Role;
  readonly made_at: number;
  readonly received_at: number;
};

/** A file that is on this phone and not at the server. `reason` is why the server did not take it, "" while it waits. */
export interface Chosen {
  readonly id: string;
  readonly entry: string;
  readonly name: string;
  readonly role: Role;
  readonly content: Blob;
  readonly digest: string;
  readonly made_at: number;
  readonly reason: string;
  /** How often the server broke down over it. */
  readonly faults: number;
}

export const MOST_FILES = 5;

/** Those of `chosen` that are on their way to the entry of that id, or were not taken. */
export function keptFor(chosen: readonly Chosen[], attachments: readonly Attachment[], id: string): Chosen[] {
  return chosen.filter((file) => file.entry === id && !attachments.some((each) => each.id === file.id));
}

/** Whether the entry may get one more. */
export function hasRoom(attachments: readonly Attachment[], chosen: readonly Chosen[], id: string): boolean {
  const waiting = keptFor(chosen, attachments, id).filter(({ reason }) => !reason);
  return attachments.filter(({ entry }) => entry === id).length + waiting.length < MOST_FILES;
}

/** Ids of the entries whose application is attached. */
export function withApplication(attachments: readonly Attachment[]): ReadonlySet<string> {
  return new Set(attachments.filter(({ role }) => role === "application").map(({ entry }) => entry));
}
