/** A server for Replicache: a version for the whole record, and what is newer than the client's. */
import { serveJson, workload } from "./serving.mjs";

const rows = new Map(workload().map((row) => [row.id, row]));
const lastMutations = new Map();
let version = rows.size;

function edit({ id, note }) {
  rows.set(id, { ...rows.get(id), note, version: ++version });
}

serveJson({
  "/push": ({ mutations }) => {
    for (const { clientID, id, args } of mutations) {
      if (id !== (lastMutations.get(clientID) ?? 0) + 1) continue;
      edit(args);
      lastMutations.set(clientID, id);
    }
    return {};
  },
  "/pull": ({ cookie }) => {
    const newer = [...rows.values()].filter((row) => row.version > (cookie ?? 0));
    const puts = newer.map((value) => ({ op: "put", key: `joblog/${value.id}`, value }));
    return {
      cookie: version,
      lastMutationIDChanges: Object.fromEntries(lastMutations),
      patch: cookie === null ? [{ op: "clear" }, ...puts] : puts,
    };
  },
});
