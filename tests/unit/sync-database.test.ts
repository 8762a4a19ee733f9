/** A data base that fails halfway leaves nothing half done. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { Database, promised } from "../../sync/client/database.ts";
import { Browser } from "../support/sync-browser.ts";

let browser: Browser;

beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

test("work that throws is undone, and only a fault of the storage is tried again", async () => {
  const database = new Database("notes", (opened) => opened.createObjectStore("notes"));
  const attempts: number[] = [];
  const write = (fault: Error): Promise<void> =>
    database.write(async (transaction, attempt) => {
      attempts.push(attempt);
      transaction.objectStore("notes").put("half", "done");
      throw fault;
    }, "strict");
  await expect(write(new RangeError("not like this"))).rejects.toThrow(RangeError);
  await expect(write(new DOMException("lost", "UnknownError"))).rejects.toThrow("lost");
  expect(attempts).toEqual([0, 0, 1, 2, 3]);
  expect(await database.read((transaction) => promised(transaction.objectStore("notes").getAll()))).toEqual([]);
  database.close();
});
