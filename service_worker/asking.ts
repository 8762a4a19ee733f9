/** What a page or a form is answered from: the signed-in citizen's record on this phone. */
import type { Client, Status, View } from "../sync/client/index.ts";
import { type CitizenRecord, recordFrom } from "./domain/record.ts";
import { keep, recall } from "./kept.ts";
import { recordOf } from "./session.ts";
import { type Frame, syncLine } from "./shell.ts";
import { type Standing, standingOf } from "./views/status.ts";

/** Parts of an address by their names in the route. */
export type Params = Readonly<Record<string, string>>;

export interface Ask extends Frame {
  readonly signed: NonNullable<Frame["signed"]>;
  readonly client: Client;
  readonly view: View;
  readonly record: CitizenRecord;
  readonly status: Status;
  readonly standing: Standing;
  readonly params: Params;
  /** What stands behind the `?` of the address. */
  readonly query: Params;
}

/** Null when only the server can answer: nobody is signed in here, or the record was never fetched whole. Rejects when the
 * storage cannot be read. `flashes`: a sentence that waits is told now, and not again. */
export async function asking(params: Params, { flashes = false, query = {} }: { flashes?: boolean; query?: Params } = {}): Promise<Ask | null> {
  const { signed, flash, files } = await recall();
  if (!signed) return null;
  const client = recordOf(signed);
  const view = await client.rows();
  if (!view.complete) return null;
  const status = await client.status();
  if (status.state === "other-person") return null;
  if (flashes && flash) void keep({ flash: "" });
  const record = recordFrom(view.rows);
  const standing = standingOf(view.waiting, [...status.refused, ...status.parked]);
  const now = Date.now();
  const told = { now, sync: syncLine(status, now, files[signed.person]), flash: flashes ? flash : "" };
  return { signed, client, view, record, status, standing, params, query, ...told };
}
