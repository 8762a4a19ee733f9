/** The conversations in `sync/protocol/examples/`, played to the client and to the server that the other tests use. */
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import type { Client } from "../../sync/client/index.ts";
import type { Json, Mutation, Request } from "../../sync/client/wire.ts";
import { Browser } from "../support/sync-browser.ts";
import { Network } from "../support/sync-network.ts";
import { type Backup, Server } from "../support/sync-server.ts";

interface Step {
  now?: number;
  request?: Request;
  signed_in?: string;
  lost?: true;
  status?: number;
  answer?: unknown;
  error?: unknown;
  cache?: Record<string, Json[][]>;
  elsewhere?: Mutation;
  breaks?: Record<string, number>;
  prune?: number;
  erase?: true;
  backup?: true;
  restore?: string;
}

interface Example {
  story: string;
  person: string;
  limits?: Partial<Server["limits"]>;
  steps: Step[];
}

const FOLDER = new URL("../../sync/protocol/examples/", import.meta.url);
const EXAMPLES = readdirSync(FOLDER).map((name): [string, Example] => {
  return [name, JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")) as Example];
});
/** Steps that another phone makes. */
const BY_A_COPY: Record<string, number[]> = { "forked.json": [1] };

describe("the server of these tests", () => {
  test.each(EXAMPLES)("answers as in %s", (_, { person, limits, steps }) => {
    const server = new Server(person);
    Object.assign(server.limits, limits);
    let kept: Backup = server.backup();
    for (const step of steps) {
      const { request, now = 0, signed_in: signedIn = person } = step;
      if (step.elsewhere) server.elsewhere(step.elsewhere);
      for (const [text, times] of Object.entries(step.breaks ?? {})) server.broken.set(text, times);
      if (step.prune) server.record.prune(step.prune);
      if (step.erase) server.isErased = true;
      if (step.backup) kept = server.backup();
      if (step.restore) server.restore(kept, step.restore);
      if (request) {
        const { status, body } = server.ask(request, { signedIn, now });
        expect({ status, body }).toEqual({ status: step.status, body: step.answer ?? step.error });
      }
    }
  });
});

describe("the client", () => {
  let browser: Browser;
  afterEach(() => browser.close());

  test.each(EXAMPLES)("speaks as in %s", async (name, { person, steps }) => {
    browser = new Browser();
    const script = steps.filter(({ request }, index) => request && !BY_A_COPY[name]?.includes(index));
    const asked: Request[] = [];
    const network = new Network(new Server(person));
    // Without mutators, so that what is drawn is what is confirmed.
    const client = browser.open(network, {
      mutators: {},
      fetch: async (_, { body }) => {
        const { lost, answer, error, status = 0 } = script[asked.length]!;
        asked.push(JSON.parse(new TextDecoder().decode(body as Uint8Array)) as Request);
        if (lost) throw new TypeError("network error");
        return Response.json(answer ?? error, { status });
      },
    });
    const saved = new Set<string>();
    while (asked.length < script.length) {
      await save(client, script[asked.length]!.request!, saved);
      await client.sync();
      const { cache } = script[asked.length - 1]!;
      if (cache) expect(await confirmed(client)).toEqual(cache);
    }
    expect(asked.map(withoutDevice)).toEqual(script.map(({ request }) => withoutDevice(request!)));
    const devices = script.map(({ request }) => request!.device);
    expect(new Set(asked.map(({ device }) => device)).size).toBe(new Set(devices).size);
  });
});

async function save(client: Client, { mutations }: Request, saved: Set<string>): Promise<void> {
  for (const mutation of mutations) {
    const key = JSON.stringify(mutation);
    if (!saved.has(key)) await client.mutate([mutation], mutation.made_at);
    saved.add(key);
  }
}

async function confirmed(client: Client): Promise<Record<string, Json[][]>> {
  const { rows } = await client.rows();
  const items = [...(rows.get("item")?.values() ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { item: items.map(({ id, version, text = null, done = null }) => [id, version, text, done]) };
}

function withoutDevice({ device: _, ...request }: Request): Omit<Request, "device"> {
  return request;
}
