/** One person's record on this phone: saving, drawing and syncing it. */
import { Backoff } from "./backoff.ts";
import { sendable } from "./batch.ts";
import { Cache, type Confirmed } from "./cache.ts";
import { type Ended, Exchange, type Held, type Terms } from "./exchange.ts";
import { Leader } from "./leader.ts";
import { Outbox } from "./outbox.ts";
import type { Queue, State } from "./queue.ts";
import { draw, type View } from "./rebase.ts";
import { type Status, statusOf, type Unsent, unsentOf } from "./status.ts";
import type { Mutation } from "./wire.ts";

const TRIED_AGAIN: ReadonlySet<State> = new Set<State>(["offline", "failing", "storage"]);
const SPREAD_MS = 1_000;

/** Runs `work` after `ms`, unless the returned function is called before. */
export type Schedule = (work: () => void, ms: number) => () => void;

export interface Surroundings extends Terms {
  readonly random: () => number;
  readonly schedule: Schedule;
  readonly onChange: () => void;
}

/** The storage of this phone did not take it: say so, and send it to the server directly. */
export class NotSaved extends Error {
  override readonly name = "NotSaved";
}

export class Client {
  readonly person: string;
  readonly #around: Surroundings;
  readonly #outbox: Outbox;
  readonly #cache: Cache;
  readonly #exchange: Exchange;
  readonly #leader: Leader<State>;
  readonly #backoff: Backoff;
  readonly #channel: BroadcastChannel;
  #drawn: { queue: Queue; confirmed: Confirmed; view: View } | undefined;
  #cancel: (() => void) | undefined;
  #resting = false;
  #full = false;
  #closed = false;

  constructor(around: Surroundings) {
    const name = `sync-${around.person}`;
    this.person = around.person;
    this.#around = around;
    this.#outbox = new Outbox(around.person);
    this.#cache = new Cache(around.person);
    this.#exchange = new Exchange(around, { outbox: this.#outbox, cache: this.#cache });
    this.#leader = new Leader(name, () => this.#synced());
    this.#backoff = new Backoff(around.random);
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = () => around.onChange();
  }

  /**
   * Saves mutations, all or none; resolves to their numbers when they are on the disk. Does not send them: call `sync`.
   *
   * `now`: the phone's clock, Unix ms. Throws NotSaved; TooLarge or TypeError for what could never be sent.
   */
  mutate(mutations: readonly Mutation[], now = this.#around.clock()): Promise<number[]> {
    return this.#saved(mutations, { at: now });
  }

  /** Saves `mutation` in place of one that was refused or parked; its number. Throws RangeError, and as `mutate`. */
  async replace(number: number, mutation: Mutation, now = this.#around.clock()): Promise<number> {
    const [replacement] = await this.#saved([mutation], { at: now, replaces: number });
    return replacement!;
  }

  /** Puts away what the server said of a mutation; RangeError when there is nothing (more) to put away. */
  async dismiss(number: number): Promise<void> {
    await this.#outbox.dismiss(number);
    this.#announce();
  }

  /** The record with everything the person did. Rejects when the storage cannot be read: let the server draw. */
  async rows(): Promise<View> {
    const [queue, confirmed] = await Promise.all([this.#outbox.read(), this.#cache.read()]);
    if (this.#drawn?.queue !== queue || this.#drawn.confirmed !== confirmed) {
      this.#drawn = { queue, confirmed, view: draw(confirmed, queue, this.#around.mutators).view };
    }
    return this.#drawn.view;
  }

  async status(): Promise<Status> {
    return this.#status(await this.#exchange.held());
  }

  /**
   * Sends what waits and fetches what is new; resolves to the state it ended in, and never rejects.
   *
   * When it fails it comes again by itself, later and later; "online" says that there is a connection again. When the
   * server has asked for time, nothing is sent before that.
   */
  async sync(cause?: "online"): Promise<State> {
    if (cause === "online") this.#backoff.reset();
    if (this.#closed) return "idle";
    if (this.#resting) return this.#lastState();
    this.#cancel?.();
    // Opened while the other tabs are asked for the turn.
    void this.#held();
    return this.#leader.run();
  }

  /** What the server does not have, to be kept as a file. */
  async exportUnsent(): Promise<Unsent> {
    return unsentOf(await this.#outbox.read(), this.person);
  }

  /** Stops everything that would happen by itself, and `sync`. What is saved stays. */
  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#channel.close();
    this.#outbox.close();
    this.#cache.close();
  }

  /**
   * Closes, and removes the person's rows from this phone; what the person did only when the server has it or when told
   * so.
   *
   * Resolves to whether nothing is left.
   */
  async forget({ discardUnsent = false } = {}): Promise<boolean> {
    this.close();
    return this.#leader.alone(async () => {
      await this.#cache.delete();
      const isUnsent = !discardUnsent && (await this.exportUnsent()).mutations.length > 0;
      if (isUnsent) this.#outbox.close();
      else await this.#outbox.delete();
      return !isUnsent;
    });
  }

  async #saved(mutations: readonly Mutation[], how: { at: number; replaces?: number }): Promise<number[]> {
    const given = mutations.map(sendable);
    try {
      const numbers = await this.#outbox.add(given, { ...how, at: Math.floor(how.at) });
      this.#announce();
      return numbers;
    } catch (cause) {
      if (cause instanceof RangeError) throw cause;
      throw new NotSaved("this phone's storage did not take it", { cause });
    }
  }

  async #synced(): Promise<State> {
    if (this.#closed) return "idle";
    const held = await this.#held();
    const before = this.#appearance(held);
    const ended = await this.#ended(held);
    this.#full = ended.state === "storage";
    this.#plan(ended);
    if (this.#appearance(await this.#held()) !== before) this.#announce();
    return ended.state;
  }

  async #ended(held: Held | undefined): Promise<Ended> {
    try {
      if (!held) return { state: "storage" };
      const ended = await this.#exchange.run(held);
      // That all is well was noted with the answer.
      if (ended.state !== "idle") await this.#outbox.note(ended.state);
      return ended;
    } catch {
      return { state: "storage" };
    }
  }

  #plan({ state, retryAfter }: Ended): void {
    if (this.#closed) return;
    this.#cancel?.();
    if (!TRIED_AGAIN.has(state)) return this.#backoff.reset();
    const wait = retryAfter === undefined ? this.#backoff.next() : retryAfter + this.#around.random() * SPREAD_MS;
    this.#resting = retryAfter !== undefined;
    this.#cancel = this.#around.schedule(() => {
      this.#resting = false;
      void this.sync();
    }, wait);
  }

  #lastState(): Promise<State> {
    return this.#outbox.read().then(({ meta }) => meta.state, () => "storage");
  }

  /** Nothing where the outbox cannot be read. */
  #held(): Promise<Held | undefined> {
    return this.#exchange.held().catch(() => undefined);
  }

  #status({ queue, confirmed: { mark } }: Held): Status {
    const status = statusOf(queue, mark);
    // Where there is no room for the rows there may be none to note it either.
    return this.#full ? { ...status, state: "storage" } : status;
  }

  /** The same as long as a page would look the same. */
  #appearance(held: Held | undefined): string {
    return held ? JSON.stringify([held.confirmed.mark.stamp, { ...this.#status(held), lastSync: null }]) : "";
  }

  #announce(): void {
    if (this.#closed) return;
    this.#channel.postMessage(null);
    this.#around.onChange();
  }
}
