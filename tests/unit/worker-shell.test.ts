/** What the line on top says of changes that wait. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Status } from "../../sync/client/index.ts";
import { instant } from "../support/shared-examples.ts";
import { workerScope } from "../support/worker-scope.ts";

const NOW = instant("2026-11-25T12:00:00Z");

beforeEach(() => void workerScope());
afterEach(() => vi.unstubAllGlobals());

test.each([
  ["nothing waits", null, ""],
  ["made just now", "2026-11-25T11:59:00Z", ""],
  ["made a day ago to the minute", "2026-11-24T12:00:00Z", ""],
  ["made more than a day ago", "2026-11-24T11:59:00Z", "2026-11-24T12:59"],
  ["made by a clock that runs ahead", "2027-01-01T00:00:00Z", ""],
])("since when it waits is told once it is more than a day: %s", async (_, oldest, told) => {
  const { syncLine } = await import("../../service_worker/shell.ts");
  const status = { state: "idle", waiting: 1, refused: [], parked: [], overwrote: [], oldestUnsent: oldest && instant(oldest) } as unknown as Status;
  expect(syncLine(status, NOW).waiting_since).toBe(told);
});
