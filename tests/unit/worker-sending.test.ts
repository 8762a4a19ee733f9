/** Files that wait on Anne's phone: sent once when there is a connection, told when they were not taken, sent again when lost. */
import { IDBObjectStore } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  ANNE,
  begin,
  chosen,
  DIGEST,
  encloses,
  end,
  ENTRY,
  FRESH,
  kept,
  killed,
  offline,
  online,
  page,
  PDF,
  posts,
  remembered,
  server,
  syncs,
  takes,
  unsent,
} from "../support/worker-files.ts";
import { HERE } from "../support/worker-scope.ts";

const HOUR = 60 * 60 * 1000;

beforeEach(begin);
afterEach(end);

test("a file that is chosen without a connection is kept, shown, and there once the server is reached, also after a kill", async () => {
  const told = await encloses();
  expect([told.status, told.headers.get("location")]).toEqual([303, `/joblog/${ENTRY}#attachments`]);
  const { enclosing, shell } = await page(`/joblog/${ENTRY}`);
  expect(enclosing.kept).toMatchObject([{ name: "Ansøgning.pdf", role_label: "Ansøgning", reason: "" }]);
  expect(shell.sync.waiting).toBe(1);
  killed();
  expect(await syncs()).toBe("offline");
  online();
  const id = (await chosen())[0]!.id;
  expect(await syncs()).toBe("idle");
  expect(server.came).toEqual([{ address: `/bilag/${id}`, name: "Ansøgning.pdf", text: PDF, entry: ENTRY, token: "hers" }]);
  expect([await chosen(), await remembered()]).toEqual([[], { anne: { waiting: 0, refused: 0 } }]);
  await syncs();
  expect(server.came).toHaveLength(1);
});

test("an answer that is lost on the way is asked for again under the same name", async () => {
  await encloses();
  online();
  server.answer = () => {
    throw new TypeError("cut");
  };
  expect([await syncs(), await unsent()]).toEqual(["offline", 1]);
  killed();
  server.answer = () => new Response(null, { status: 204 });
  await syncs();
  expect(new Set(server.came.map(({ address }) => address)).size).toBe(1);
  expect(await chosen()).toEqual([]);
});

test("an entry that is as new as its file goes first", async () => {
  const typed = { id: FRESH, title: "Tjener", employer: "Kroen", applied_on: "2026-11-20", channel: "posted" };
  expect((await posts("/joblog", typed)).status).toBe(303);
  expect((await encloses(PDF, `/joblog/${FRESH}/bilag`)).status).toBe(303);
  expect(await unsent()).toBe(2);
  online();
  await syncs();
  expect(server.order).toEqual(["joblog.add", "file"]);
});

test("a file waits for as long as its entry does", async () => {
  const typed = { id: FRESH, title: "Tjener", employer: "Kroen", applied_on: "2026-11-20", channel: "posted" };
  await posts("/joblog", typed);
  await encloses(PDF, `/joblog/${FRESH}/bilag`);
  online();
  const { sendChosen } = await import("../../service_worker/sending.ts");
  expect([await sendChosen(ANNE as never), server.came]).toEqual(["idle", []]);
});

test.each([
  ["is not what it seems", 422, { reason: "Det er ikke en PDF." }, "Det er ikke en PDF."],
  ["belongs to an entry that is gone", 404, { reason: "Registreringen findes ikke længere." }, "Registreringen findes ikke længere."],
  ["is too large", 413, { reason: "Det er for meget på én gang." }, "Filen er for stor: den må højst fylde 10 MB."],
])("a file that %s is told of, can be saved, and is sent no more until it is taken back", async (_, status, told, reason) => {
  await encloses();
  online();
  server.answer = () => Response.json(told, { status });
  await syncs();
  server.answer = () => new Response(null, { status: 204 });
  await encloses("%PDF-1.7\net andet");
  await syncs();
  expect(server.came).toHaveLength(2);
  const id = (await chosen())[0]!.id;
  const { enclosing, shell } = await page(`/joblog/${ENTRY}`);
  expect(enclosing.kept).toMatchObject([{ name: "Ansøgning.pdf", reason }]);
  expect(shell.sync).toMatchObject({ waiting: 0, refused: 1 });
  expect((await page("/synkronisering")).refused).toMatchObject([{ file: id, what: "Bilag: Ansøgning.pdf til Kok", reason }]);
  const { page: drawn } = await import("../../service_worker/pages.ts");
  expect(await (await drawn(new Request(`${HERE}/synkronisering/bilag/${id}`))).text()).toBe(PDF);
  expect((await posts(`/synkronisering/bilag/${id}`, {})).headers.get("location")).toBe("/synkronisering");
  expect([await chosen(), (await page("/synkronisering")).refused]).toEqual([[], []]);
});

test("a file that the server breaks down over is given up after three times, and kept", async () => {
  await encloses();
  online();
  server.answer = () => new Response("", { status: 500 });
  expect([await syncs(), await syncs(), await syncs(), await syncs()]).toEqual(["failing", "failing", "idle", "idle"]);
  expect([server.came.length, (await chosen())[0]!.reason]).toEqual([3, "Der gik noget galt hos os, da filen blev sendt."]);
});

test("a session that has ended costs no file", async () => {
  await encloses();
  online();
  server.answer = () => new Response("", { status: 401 });
  expect(await syncs()).toBe("signed-out");
  expect((await chosen())[0]).toMatchObject({ reason: "", faults: 0 });
});

test("nothing is sent while the record cannot be exchanged", async () => {
  await encloses();
  online();
  server.isBusy = true;
  expect([await syncs(), server.came]).toEqual(["failing", []]);
});

describe("a file that the server has taken, and may lose with a backup that is put back,", () => {
  beforeEach(async () => {
    server.answer = takes;
    await encloses();
    online();
    await syncs();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is kept, neither shown nor counted, and sent again once when it is lost", async () => {
    const { enclosing, shell } = await page(`/joblog/${ENTRY}`);
    expect([enclosing.kept, shell.sync.waiting, await kept(), await unsent()]).toEqual([[], 0, [PDF], 0]);
    killed();
    await syncs();
    expect(server.came).toHaveLength(1);
    [server.epoch, server.enclosed] = ["e2", []];
    server.isBusy = true;
    await syncs();
    server.isBusy = false;
    await syncs();
    expect(server.came).toEqual([server.came[0], server.came[0]]);
    expect([await kept(), await chosen()]).toEqual([[PDF], []]);
    await syncs();
    expect(server.came).toHaveLength(2);
  });

  test("waits visibly where the backup has neither it nor a connection", async () => {
    [server.epoch, server.enclosed] = ["e2", []];
    server.answer = () => {
      throw new TypeError("cut");
    };
    await syncs();
    expect((await page(`/joblog/${ENTRY}`)).enclosing.kept).toMatchObject([{ name: "Ansøgning.pdf", reason: "" }]);
    expect(await unsent()).toBe(1);
  });

  test("is sent again where the backup is put back between the file and the record", async () => {
    await encloses(`${PDF}.`);
    const taken = server.answer;
    server.answer = (file) => {
      const response = taken(file);
      [server.epoch, server.enclosed] = ["e2", []];
      server.answer = taken;
      return response;
    };
    await syncs();
    await syncs();
    expect(new Set(server.came.slice(2).map(({ text }) => text))).toEqual(new Set([PDF, `${PDF}.`]));
    expect(await chosen()).toEqual([]);
  });

  test("is let go of where she has enclosed it anew elsewhere since, and sent again once", async () => {
    [server.epoch, server.enclosed] = ["e2", [{ id: FRESH, version: 2, entry: ENTRY, name: "Brev.pdf", role: "cv", digest: DIGEST }]];
    server.answer = () => new Response(null, { status: 204, headers: { "x-konkret-backup-hours": "48" } });
    await syncs();
    const { enclosing, shell } = await page(`/joblog/${ENTRY}`);
    expect([enclosing.kept, shell.sync.refused, await kept(), await unsent()]).toEqual([[], 0, [], 0]);
    await syncs();
    expect(server.came).toHaveLength(2);
  });

  test("is let go of when she takes it out, and not sent again", async () => {
    server.enclosed = [];
    await syncs();
    expect(await kept()).toEqual([]);
    server.epoch = "e2";
    await syncs();
    expect(server.came).toHaveLength(1);
  });

  test("is let go of once it is in every backup", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 47 * HOUR });
    await syncs();
    expect(await kept()).toEqual([PDF]);
    vi.setSystemTime(Date.now() + 2 * HOUR);
    await syncs();
    expect([await kept(), await remembered()]).toEqual([[], { anne: { waiting: 0, refused: 0 } }]);
  });

  test("is let go of with the record when that is erased", async () => {
    server.isErased = true;
    await syncs();
    expect(await kept()).toEqual([]);
  });

  test("makes room for one that the server does not have", async () => {
    const real = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, value, key) {
      if (this.transaction.db.name.includes("files") && isFull) throw new DOMException("full", "QuotaExceededError");
      return real.call(this, value, key);
    });
    const remove = IDBObjectStore.prototype.delete;
    let isFull = true;
    vi.spyOn(IDBObjectStore.prototype, "delete").mockImplementation(function (this: IDBObjectStore, key) {
      isFull = false;
      return remove.call(this, key);
    });
    offline();
    expect((await encloses(`${PDF}.`)).status).toBe(303);
    expect([await kept(), (await chosen()).length]).toEqual([[], 1]);
  });
});

test("twenty megabytes at most are kept of what the server has, the newest", async () => {
  server.answer = takes;
  for (const n of [1, 2, 3]) await encloses(`${PDF}${n}`.padEnd(8 * 1024 * 1024));
  online();
  await syncs();
  expect((await kept()).map((text) => text.trim())).toEqual([`${PDF}3`, `${PDF}2`]);
});
