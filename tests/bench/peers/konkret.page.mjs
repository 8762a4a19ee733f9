/** Konkret's own client. */
import { open } from "../../../sync/client/index.ts";

const mutators = {
  "joblog.edit": (draft, { id, changed }) => draft.put("joblog", { ...draft.get("joblog", id), ...changed }),
};
const client = open({ person: "anne", mutators });

async function sent() {
  while ((await client.status()).waiting) await client.sync();
}

globalThis.bench = {
  cold: () => client.sync(),
  rows: async () => [...((await client.rows()).rows.get("joblog")?.values() ?? [])],
  save: (id, note) => client.mutate([{ name: "joblog.edit", args: { id, changed: { note } } }]),
  push: sent,
};
