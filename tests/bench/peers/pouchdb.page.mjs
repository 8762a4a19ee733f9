/** PouchDB. */
import PouchDB from "pouchdb-browser";

const BATCH = { batch_size: 1000 };
const database = new PouchDB("bench");
const remote = new PouchDB(`${location.origin}/joblog`, { skip_setup: true });

globalThis.bench = {
  cold: () => database.replicate.from(remote, BATCH),
  rows: async () => (await database.allDocs({ include_docs: true })).rows.map(({ doc }) => ({ ...doc, id: doc._id })),
  save: async (id, note) => database.put({ ...(await database.get(id)), note }),
  push: () => database.replicate.to(remote, BATCH),
};
