/** What a browser gives the client: IndexedDB of its own for each test, Web Locks, and time that a test moves. */
import { IDBFactory } from "fake-indexeddb";
import { vi } from "vitest";
import { type Client, open, type Options, type Schedule } from "../../sync/client/index.ts";
import type { Network } from "./sync-network.ts";
import { mutators } from "../shopping/commands.ts";

/** What is to happen later: the wait in ms and the work. */
export interface Planned {
  ms: number;
  work: () => void;
}

export class Browser {
  readonly planned: Planned[] = [];
  readonly #clients: Client[] = [];
  readonly #queues = new Map<string, Promise<unknown>>();

  /** A browser without a past, in the place of this program's globals. */
  constructor() {
    vi.stubGlobal("indexedDB", new IDBFactory());
    vi.stubGlobal("navigator", { locks: { request: this.#request } });
  }

  /** A tab (or the worker) with the client of the person whose server it is. */
  open(network: Network, options: Partial<Options> = {}): Client {
    const { fetch, server } = network;
    const clock = () => network.now;
    const client = open({ person: server.person, mutators, fetch, clock, schedule: this.#schedule, ...options });
    this.#clients.push(client);
    return client;
  }

  close(): void {
    for (const client of this.#clients) client.close();
    vi.unstubAllGlobals();
  }

  /** The waits have passed: everything planned happens. Resolves when no sync of this person runs any more. */
  async pass(person = "anne"): Promise<void> {
    for (const { work } of this.planned.splice(0)) work();
    await this.#request(`sync-${person}`, async () => undefined);
  }

  readonly #schedule: Schedule = (work, ms) => {
    const plan = { ms, work };
    this.planned.push(plan);
    return () => {
      if (this.planned.includes(plan)) this.planned.splice(this.planned.indexOf(plan), 1);
    };
  };

  readonly #request = <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const before = this.#queues.get(name) ?? Promise.resolve();
    const run = before.then(work, work);
    this.#queues.set(name, run);
    return run;
  };
}
