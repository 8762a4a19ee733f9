/** One sync: requests and answers until the phone and the server have nothing more to tell each other. */
import { Batch } from "./batch.ts";
import type { Cache, Confirmed } from "./cache.ts";
import type { Outbox } from "./outbox.ts";
import { asSent, type Queue, type State, waiting } from "./queue.ts";
import { draw, type Mutators } from "./rebase.ts";
import { type Fetch, send, type Turn } from "./transport.ts";
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

/** What is known when a request is made. */
interface Asked {
  readonly queue: Queue;
  readonly confirmed: Confirmed;
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

  /** Rejects only when the outbox cannot be read or written. */
  async run(): Promise<Ended> {
    for (let repairs = 0; repairs <= MOST_REPAIRS; ) {
      const step = await this.#step();
      if (typeof step === "object") return step;
      if (step === "repaired") repairs++;
    }
    return { state: "failing" };
  }

  async #step(): Promise<Step> {
    const [queue, confirmed] = await Promise.all([this.#outbox.read(), this.#cache.readOrNothing()]);
    const asked = { queue, confirmed, batch: this.#batch.first(waiting(queue).map(asSent)) };
    return this.#taken(await this.#sent(asked), asked);
  }

  #sent({ queue: { meta }, confirmed: { mark }, batch }: Asked): Promise<Turn> {
    const { fetch, url, schema, person } = this.#terms;
    return send(fetch, url, {
      protocol: 2,
      schema,
      person,
      device: meta.device,
      epoch: mark.epoch,
      cursor: mark.cursor,
      from: meta.acknowledged - meta.base + 1,
      mutations: batch,
      ...(mark.snapshot ? { snapshot: mark.snapshot } : {}),
    });
  }

  async #taken(turn: Turn, asked: Asked): Promise<Step> {
    const { meta } = asked.queue;
    switch (turn.kind) {
      case "answer":
        return this.#answered(turn.answer, asked);
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

  async #answered(answer: Answer, asked: Asked): Promise<Step> {
    const { meta } = asked.queue;
    if (answer.person !== this.#terms.person) return { state: "other-person" };
    const { drawn, cursor } = asked.confirmed.mark;
    const touches = this.#touches(answer, asked);
    await this.#outbox.record({ answer, asked: meta, drawn, touches, at: this.#terms.clock() });
    this.#batch.grow();
    const used = meta.base + answer.acknowledged;
    try {
      const { mark } = await this.#cache.apply({ answer, cursor, drawn: used });
      if (mark.cursor !== answer.cursor) return "repaired";
    } catch {
      return { state: "storage" };
    }
    if (asked.batch.length && used === meta.acknowledged) return { state: "failing" };
    if (answer.more) return answer.cursor > cursor && !answer.reset ? "on" : "repaired";
    return waiting(await this.#outbox.read()).length ? "on" : { state: "idle" };
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
