/** The way between a phone and the server in memory, with everything that can happen on it. */
import { gunzipSync } from "node:zlib";
import type { Fetch } from "../../sync/client/index.ts";
import type { Request } from "../../sync/client/wire.ts";
import type { Server } from "./sync-server.ts";

/** "refused": does not reach the server; "lost": the answer does not come back; else what is said in its place. */
export type Fault = "none" | "refused" | "lost" | { status: number; body?: unknown; headers?: Record<string, string> };

export class Network {
  readonly server: Server;
  /** Every request that reached the server. */
  readonly requests: Request[] = [];
  /** What happens to the next requests, one each. */
  readonly faults: Fault[] = [];
  /** How often a phone has tried. */
  attempts = 0;
  signedIn: string | undefined;
  now = 1_795_000_000_000;
  /** Awaited before the server is asked. */
  beforehand: () => Promise<void> | void = () => undefined;

  constructor(server: Server) {
    this.server = server;
    this.signedIn = server.person;
  }

  readonly fetch: Fetch = async (_, { body, headers }) => {
    this.attempts++;
    await this.beforehand();
    const fault = this.faults.shift();
    if (fault === "refused") throw new TypeError("Failed to fetch");
    if (typeof fault === "object") return Response.json(fault.body ?? {}, fault);
    const said = this.#said(plain(body as Uint8Array | ArrayBuffer, headers as Record<string, string>));
    if (fault === "lost") throw new TypeError("network error");
    return said;
  };

  #said(bytes: Buffer): Response {
    if (!this.signedIn) return Response.json({ code: "signed_out" }, { status: 401 });
    if (bytes.length > this.server.limits.bytes) return Response.json({ code: "too_large" }, { status: 413 });
    const request = JSON.parse(bytes.toString()) as Request;
    this.requests.push(request);
    const { status, body } = this.server.ask(request, { signedIn: this.signedIn, now: this.now });
    return Response.json(body, { status });
  }
}

function plain(body: Uint8Array | ArrayBuffer, headers: Record<string, string>): Buffer {
  const bytes = Buffer.from(body as Uint8Array);
  return headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes;
}
