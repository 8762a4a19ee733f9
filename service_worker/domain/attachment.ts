/** What is known of a file that belongs to an entry. The twin of `backend/domain/attachment.py`, as far as a phone needs it. */

/** The file itself is the server's; `bytes` is its size. */
export type Attachment = {
  readonly id: string;
  readonly version: number;
  readonly entry: string;
  readonly name: string;
  readonly media: string;
  readonly bytes: number;
  readonly role: "application" | "cv" | "other";
  readonly made_at: number;
  readonly received_at: number;
};

const MOST_FILES = 5;

/** Whether the entry may get one more. */
export function hasRoom(attachments: readonly Attachment[], id: string): boolean {
  return attachments.filter(({ entry }) => entry === id).length < MOST_FILES;
}

/** Ids of the entries whose application is attached. */
export function withApplication(attachments: readonly Attachment[]): ReadonlySet<string> {
  return new Set(attachments.filter(({ role }) => role === "application").map(({ entry }) => entry));
}
