/** Times the phone's count for the bench: a line of JSON in (what is counted, and how many times), the milliseconds out. */
import { createInterface } from "node:readline";
import { count } from "../../service_worker/domain/requirement.ts";

for await (const line of createInterface({ input: process.stdin })) {
  const { requirements, entries, today, times } = JSON.parse(line);
  const runs = Array.from({ length: times }, () => {
    const begun = performance.now();
    count(requirements, entries, today);
    return performance.now() - begun;
  });
  process.stdout.write(`${JSON.stringify(runs)}\n`);
}
