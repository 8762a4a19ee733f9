/** One sync: requests and answers until the phone and the server have nothing more to tell each other. */
import { Batch } from "./batch.ts";
import { type Cache, type Confirmed, NOTHING } from "./cache.ts";
import type { Outbox } from "./outbox.ts";
import { asSent, isNew, type Queue, type State, waiting } from "./queue.ts";
import { draw, type Mutators } from "./rebase.ts";
import { type Answered, type Fetch, send, type Turn } from "./transport.ts";
import type { Answer, Made } from "./wire.ts";

/** So many times is a misunderstanding with the server mended in one sync; more would be a circle. */
const MOST_REPAIRS = 8;

export interface Terms {
  readonly person: string;
  readonly url: string;
  readonly schema: number;
  readonly fetch: Fetch;
  readonly clock: () => number;
  readonly mutators: Mutators;
}

/** How a sync ended; `retryAfter` (ms) when the server named a time. */
export interface Ended {
  readonly state: State;
  readonly retryAfter?: number;
}

/** What this phone holds. */
export interface Held {
  readonly queue: Queue;
  readonly confirmed: Confirmed;
}

/** What is known when a request is made. */
interface Asked extends Held {
  readonly batch: readonly Made[];
}

type Step = "on" | "repaired" | Ended;

export class Exchange {
  readonly #terms: Terms;
  readonly #outbox: Outbox;
  readonly #cache: Cache;
  readonly #batch = new Batch();

  constructor(terms: Terms, { outbox, cache }: { outbox: Outbox; cache: Cache }) {
    this.#terms = terms;
    this.#outbox = outbox;
    this.#cache = cache;
  }

  /** `held` was read just now. Rejects only when the outbox cannot be read or written. */
  async run(held: Held): Promise<Ended> {
    for (let repairs = 0; repairs <= MOST_REPAIRS; held = await this.held()) {
      const step = await this.#step(held);
      if (typeof step === "object") return step;
      if (step === "repaired") repairs++;
    }
    return { state: "failing" };
  }

  /** Rejects when the outbox cannot be read. */
  async held(): Promise<Held> {
    const queue = await this.#outbox.read();
    // A phone that has never exchanged anything has no rows: it asks at once, and makes room for them meanwhile.
    return { queue, confirmed: isNew(queue) ? NOTHING : await this.#cache.readOrNothing() };
  }

  async #step(held: Held): Promise<Step> {
    const asked = { ...held, batch: this.#batch.first(waiting(held.queue).map(asSent)) };
    const sent = this.#sent(asked);
    if (isNew(held.queue)) void this.#cache.readOrNothing();
    return this.#taken(await sent, asked);
  }

  #sent({ queue: { meta }, confirmed: { mark: { epoch, cursor, snapshot, mismatches } }, batch }: Asked): Promise<Turn> {
    const { fetch, url, schema, person } = this.#terms;
    return send(fetch, url, {
      protocol: 2,
      schema,
      person,
      device: meta.device,
      epoch,
      cursor,
      from: meta.acknowledged - meta.base + 1,
      mutations: batch,
      // What is undefined is not sent.
      snapshot: snapshot || undefined,
      // So that the server's operators hear of what should never happen.
      mismatches: mismatches || undefined,
    });
  }

  async #taken(turn: Turn, asked: Asked): Promise<Step> {
    const { meta } = asked.queue;
    switch (turn.kind) {
      case "answer":
        return this.#answered(turn, asked);
      case "gap":
        await this.#outbox.rewind(meta, turn.last);
        return "repaired";
      case "forked":
        return this.#forked(turn.number - (meta.acknowledged - meta.base + 1));
      case "too-large":
        if (asked.batch.length < 2) return { state: "failing" };
        this.#batch.limit(asked.batch.length / 2);
        return "on";
      case "closed":
        if (turn.state === "erased") await this.#erased();
        return { state: turn.state };
      case "cut":
        if (asked.batch.length > 1) this.#batch.limit(asked.batch.length / 2);
        return { state: "offline" };
      case "busy":
        return { ...turn, state: "failing" };
    }
  }

  async #answered({ answer, text }: Answered, asked: Asked): Promise<Step> {
    const { meta } = asked.queue;
    if (answer.person !== this.#terms.person) return { state: "other-person" };
    const { drawn, cursor } = asked.confirmed.mark;
    const touches = this.#touches(answer, asked);
    const recorded = this.#outbox.record({ answer, asked: meta, drawn, touches, at: this.#terms.clock() });
    this.#batch.grow();
    const used = meta.base + answer.acknowledged;
    // Rows may only include what the outbox knows to be acknowledged; where nothing was sent, they need not wait for it.
    const applied = this.#cache.apply({ answer, text, cursor, drawn: used }, asked.batch.length ? recorded : undefined);
    const [more, mark] = await Promise.all([recorded, applied.then((confirmed) => confirmed.mark, () => undefined)]);
    if (!mark) return { state: "storage" };
    if (mark.cursor !== answer.cursor) return "repaired";
    if (asked.batch.length && used === meta.acknowledged) return { state: "failing" };
    if (answer.more) return answer.cursor > cursor && !answer.reset ? "on" : "repaired";
    return more ? "on" : { state: "idle" };
  }

  /** Only what is not accepted is pointed out to the person. */
  #touches({ verdicts }: Answer, { queue, confirmed }: Asked): ReadonlyMap<number, readonly string[]> {
    if (verdicts.every(({ state }) => state === "accepted")) return new Map();
    return draw(confirmed, queue, this.#terms.mutators).touches;
  }

  async #erased(): Promise<void> {
    await this.#cache.delete();
    await this.#outbox.rescue();
  }

  /** Those ahead of the one that forked were this phone's own, and their verdicts are still to be fetched. */
  async #forked(ahead: number): Promise<Step> {
    if (ahead > 0) this.#batch.limit(ahead);
    else await this.#outbox.renew();
    return "repaired";
  }
}
