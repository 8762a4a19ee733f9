/** A server in memory that speaks the protocol; `sync-examples.test.ts` holds it to the protocol's examples. */
import type { Answer, Made, Mutation, Request, Verdict } from "../../sync/client/wire.ts";
import { ShopRecord } from "./sync-record.ts";
import { Refusal } from "../shopping/commands.ts";

const ATTEMPTS = 3;
const PARKED = "Der opstod en fejl hos os. Din ændring er gemt, og vi ser på den.";

interface Device {
  horizon: number;
  attempts: number;
  log: { made_at: number; verdict: Verdict }[];
}

interface Failure {
  code: string;
  last?: number;
  number?: number;
}

/** What is kept of a moment to go back to. */
export interface Backup {
  record: ShopRecord;
  devices: Map<string, Device>;
}

/** What the server says: an answer with status 200, else a failure. */
export interface Said {
  status: number;
  body: Answer | Failure;
}

class Stop extends Error {
  readonly said: Said;

  constructor(status: number, body: Failure) {
    super(body.code);
    this.said = { status, body };
  }
}

/** Serves one person's record. */
export class Server {
  readonly person: string;
  readonly limits = { bytes: 65_536, mutations: 100, rows: 500, schemas: [1, 1] as [number, number] };
  /** How many more times a mutation with this text fails. */
  readonly broken = new Map<string, number>();
  isErased = false;
  record = new ShopRecord();
  devices = new Map<string, Device>();

  constructor(person: string) {
    this.person = person;
  }

  /** One request of whoever is signed in. */
  ask(request: Request, { signedIn, now }: { signedIn: string; now: number }): Said {
    try {
      this.#check(request, signedIn);
      const verdicts = request.mutations.length ? this.#push(request, now) : [];
      return { status: 200, body: this.#answer(request, verdicts) };
    } catch (stop) {
      if (stop instanceof Stop) return stop.said;
      throw stop;
    }
  }

  /** Somebody else changes the record. */
  elsewhere({ name, args }: Mutation): void {
    this.record.carryOut(name, args, this.record.version + 1);
  }

  backup(): Backup {
    const kept = { record: this.record.copy(), devices: structuredClone(this.devices) };
    for (const device of this.devices.values()) device.horizon = device.log.length;
    return kept;
  }

  restore({ record, devices }: Backup, epoch: string): void {
    this.record = Object.assign(record.copy(), { epoch });
    this.devices = structuredClone(devices);
  }

  #check(request: Request, signedIn: string): void {
    const [oldest, newest] = this.limits.schemas;
    if (request.schema < oldest) throw new Stop(426, { code: "too_old" });
    if (request.schema > newest) throw new Stop(503, { code: "too_new" });
    if (request.person !== signedIn) throw new Stop(403, { code: "foreign_device" });
    if (this.isErased) throw new Stop(410, { code: "erased" });
    if (request.mutations.length > this.limits.mutations) throw new Stop(422, { code: "too_many" });
  }

  #push({ device: id, from, mutations }: Request, now: number): Verdict[] {
    const device = this.devices.get(id) ?? { horizon: 0, attempts: 0, log: [] };
    this.devices.set(id, device);
    if (from > device.log.length + 1) throw new Stop(409, { code: "gap", last: device.log.length });
    const forked = mutations.findIndex((made, index) => {
      return (device.log[from + index - 1] ?? made).made_at !== made.made_at;
    });
    if (forked >= 0) throw new Stop(409, { code: "forked", number: from + forked });
    const version = this.record.version + 1;
    for (const made of mutations.slice(device.log.length - from + 1)) {
      if (!this.#used(device, made, { version, now })) break;
    }
    const verdicts = device.log.slice(from - 1, from - 1 + mutations.length).map(({ verdict }) => verdict);
    if (!verdicts.length) throw new Stop(500, { code: "failed", number: from });
    return verdicts;
  }

  /** Whether the mutation's number is used now; not when it failed and is to be tried again. */
  #used(device: Device, made: Made, { version, now }: { version: number; now: number }): boolean {
    const breaks = this.#breaks(made);
    if (breaks && ++device.attempts < ATTEMPTS) return false;
    const said = breaks ? ({ state: "parked", code: "parked", reason: PARKED } as const) : this.#judged(made, version);
    device.log.push({ made_at: made.made_at, verdict: { number: device.log.length + 1, received_at: now, ...said } });
    device.attempts = 0;
    return true;
  }

  #breaks({ args }: Made): boolean {
    const { text = "" } = (args ?? {}) as { text?: string };
    const left = this.broken.get(text) ?? 0;
    this.broken.set(text, left - 1);
    return left > 0;
  }

  #judged({ name, args }: Made, version: number): Pick<Verdict, "state" | "code" | "reason" | "fields" | "other"> {
    try {
      const other = this.record.carryOut(name, args, version);
      return { state: "accepted", ...(other ? { other } : {}) };
    } catch (no) {
      if (no instanceof Refusal) return { state: "refused", ...no.said };
      throw no;
    }
  }

  #answer(request: Request, verdicts: Verdict[]): Answer {
    const device = this.devices.get(request.device);
    const carried = request.from + request.mutations.length - 1;
    return {
      epoch: this.record.epoch,
      person: this.person,
      acknowledged: Math.min(device?.log.length ?? 0, carried),
      horizon: device?.horizon ?? 0,
      verdicts,
      ...this.record.page(request, this.limits.rows),
    };
  }
}
