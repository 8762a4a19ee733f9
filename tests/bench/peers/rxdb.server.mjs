/** A server for RxDB's replication: pages by checkpoint, and changes that say what they were based on. */
import { serveJson, workload } from "./serving.mjs";

const rows = new Map(workload().map((row, at) => [row.id, { row: { ...row, _deleted: false }, at: at + 1 }]));
let last = rows.size;

function conflicts({ newDocumentState, assumedMasterState }) {
  const known = rows.get(newDocumentState.id)?.row;
  if (known && known.note !== assumedMasterState?.note) return [known];
  rows.set(newDocumentState.id, { row: newDocumentState, at: ++last });
  return [];
}

serveJson({
  "/pull": ({ checkpoint, limit }) => {
    const after = checkpoint?.at ?? 0;
    const newer = [...rows.values()].filter(({ at }) => at > after).sort((one, other) => one.at - other.at);
    const page = newer.slice(0, limit);
    return { documents: page.map(({ row }) => row), checkpoint: { at: page.at(-1)?.at ?? after } };
  },
  "/push": (changes) => changes.flatMap(conflicts),
});
