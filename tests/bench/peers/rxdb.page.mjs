/** RxDB with the storage that comes with it, and its replication over plain HTTP. */
import { createRxDatabase } from "rxdb";
import { replicateRxCollection } from "rxdb/plugins/replication";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";

const BATCH = 1000;
const TEXTS = ["job", "title", "employer", "place", "link", "applied_on", "channel", "note"];
const NUMBERS = ["version", "made_at", "received_at"];
const schema = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 22 },
    ...Object.fromEntries(TEXTS.map((name) => [name, { type: "string" }])),
    ...Object.fromEntries(NUMBERS.map((name) => [name, { type: "number" }])),
  },
  required: ["id", ...TEXTS, ...NUMBERS],
};

async function opened() {
  const database = await createRxDatabase({ name: "bench", storage: getRxStorageDexie(), multiInstance: false });
  return (await database.addCollections({ joblog: { schema } })).joblog;
}

async function ask(path, body) {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return (await fetch(path, init)).json();
}

async function replicated() {
  const replication = replicateRxCollection({
    collection: await joblog,
    replicationIdentifier: "bench",
    live: false,
    waitForLeadership: false,
    pull: { batchSize: BATCH, handler: (checkpoint, limit) => ask("/pull", { checkpoint, limit }) },
    push: { batchSize: BATCH, handler: (changes) => ask("/push", changes) },
  });
  await replication.awaitInitialReplication();
}

const joblog = opened();

globalThis.bench = {
  cold: replicated,
  rows: async () => (await (await joblog).find().exec()).map((found) => found.toJSON()),
  save: async (id, note) => (await (await joblog).findOne(id).exec()).patch({ note }),
  push: replicated,
};
