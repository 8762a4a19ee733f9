/** A server for PouchDB: its own, with everything in memory. */
import pouchApp from "express-pouchdb";
import PouchDB from "pouchdb";
import memory from "pouchdb-adapter-memory";
import { serve, workload } from "./serving.mjs";

const Kept = PouchDB.plugin(memory).defaults({ adapter: "memory" });
const app = pouchApp(Kept, { mode: "minimumForPouchDB", inMemoryConfig: true });
// After the application, which keeps a list of the data bases that are made.
await new Kept("joblog").bulkDocs(workload().map(({ id, ...row }) => ({ _id: id, ...row })));
serve(app);
