/** What can be wrong with a wish to change something: the same codes and sentences as `backend/domain/errors.py`. */

/** A wish that is not granted. `code` is for machines, `reason` is one plain Danish sentence. */
export class DomainError extends Error {
  readonly code: string;
  readonly reason: string;

  constructor(code: string, reason: string) {
    super(reason);
    this.code = code;
    this.reason = reason;
  }
}

/** Input that cannot be kept as it is; `fields` holds a sentence for each field at fault. */
export class Invalid extends DomainError {
  readonly fields: Readonly<Record<string, string>>;

  constructor(fields: Readonly<Record<string, string>>) {
    super("invalid", Object.values(fields).join(" "));
    this.fields = fields;
  }
}

/** It exists, or might, but is not this person's to change. */
export class Forbidden extends DomainError {
  constructor(reason = "Det har du ikke adgang til.") {
    super("forbidden", reason);
  }
}

/** Nothing of that id in the record. */
export class NotFound extends DomainError {
  constructor(reason = "Det findes ikke længere.") {
    super("not-found", reason);
  }
}
