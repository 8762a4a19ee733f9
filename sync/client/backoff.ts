/** How long to wait before trying again: full jitter, so that many phones do not come back at once. */

const LEAST_MS = 1_000;
const MOST_MS = 60_000;

export class Backoff {
  #failures = 0;
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** The wait in ms after one more failure: between 1 s and a limit that doubles up to 60 s. */
  next(): number {
    const limit = Math.min(MOST_MS, LEAST_MS * 2 ** ++this.#failures);
    return LEAST_MS + this.#random() * (limit - LEAST_MS);
  }

  reset(): void {
    this.#failures = 0;
  }
}
