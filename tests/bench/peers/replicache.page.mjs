/**
 * Replicache, as its Apache-2.0 sources are built into Zero: the npm package of that name is under terms that ask for a
 * licence key for every use.
 */
import { ReplicacheImpl } from "./node_modules/@rocicorp/zero/out/replicache/src/replicache-impl.js";

const NEVER_MS = 1e8;
const mutators = {
  edit: async (tx, { id, note }) => tx.set(`joblog/${id}`, { ...(await tx.get(`joblog/${id}`)), note }),
};
const replicache = new ReplicacheImpl(
  {
    name: "bench",
    pullURL: "/pull",
    pushURL: "/push",
    pullInterval: null,
    pushDelay: NEVER_MS,
    mutators,
    logLevel: "error",
  },
  { enablePullAndPushInOpen: false },
);

function read(tx) {
  return tx.scan({ prefix: "joblog/" }).toArray();
}

globalThis.bench = {
  cold: () => replicache.pull({ now: true }),
  rows: () => replicache.query(read),
  save: (id, note) => replicache.mutate.edit({ id, note }),
  // Only a pull tells what the server has taken.
  push: async () => {
    while ((await replicache.experimentalPendingMutations()).length) {
      await replicache.push({ now: true });
      await replicache.pull({ now: true });
    }
  },
};
