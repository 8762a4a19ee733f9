/** Konkret's own client. */
import { open } from "../../../sync/client/index.ts";

const mutators = {
  "joblog.edit": (draft, { id, changed }) => draft.put("joblog", { ...draft.get("joblog", id), ...changed }),
};
const client = open({ person: "anne", mutators });

/** «idle» is said only when nothing waits any more. */
async function sent() {
  const state = await client.sync();
  if (state !== "idle") throw new Error(state);
}

globalThis.bench = {
  cold: sent,
  rows: async () => [...((await client.rows()).rows.get("joblog")?.values() ?? [])],
  save: (id, note) => client.mutate([{ name: "joblog.edit", args: { id, changed: { note } } }]),
  push: sent,
};
