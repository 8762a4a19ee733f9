/** Files that Anne chooses: kept on her phone, sent once when there is a connection, told when they were not taken. */
import { createHash } from "node:crypto";
import { IDBObjectStore } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { crc32 } from "../../sync/client/checksum.ts";
import { fill } from "../support/sync-storage.ts";
import { HERE, workerScope } from "../support/worker-scope.ts";

vi.mock("../../service_worker/answers.ts", () => ({
  drawn: (page: unknown, status = 200) => Response.json(page, { status }),
  seeOther: (location: string) => new Response(null, { status: 303, headers: { location } }),
  attachment: ({ name, content }: { name: string; content: Blob }) => new Response(content, { headers: { name } }),
}));
// Made at build time; the pages here are not drawn but looked at.
vi.mock("compiled-templates-rest", () => ({ render: undefined }));

const ANNE = { person: "anne", name: "Anne Holm", role: "citizen", token: "hers", vapid_key: "k" };
const BO = { ...ANNE, person: "bo", name: "Bo Krogh", token: "his" };
const ENTRY = "AZqzq0ABcQSAAAAAAAAAAQ";
const FRESH = "AZqzq0ABcQSAAAAAAAAAAw";
const PATH = `/joblog/${ENTRY}/bilag`;
const HOUR = 60 * 60 * 1000;
const PDF = "%PDF-1.7\nmin ansøgning";

interface Came {
  readonly address: string;
  readonly name: string;
  readonly text: string;
  readonly entry: string;
  readonly token: string | null;
}

let scope: ReturnType<typeof workerScope>;
let signed: typeof ANNE;
let isReached: boolean;
let isBusy: boolean;
let came: Came[];
let answer: (file: Came) => Response;
/** The mutations that the server has acknowledged, and their names in the order they and the files came. */
let acknowledged: number;
let order: string[];
/** The files that the server has, the life of its data base, and whether the record is erased. */
let enclosed: { readonly id: string; readonly [name: string]: string | number }[];
let epoch: string;
let isErased: boolean;

beforeEach(async () => {
  [signed, isReached, isBusy, came, acknowledged, order] = [ANNE, true, false, [], 0, []];
  [enclosed, epoch, isErased] = [[], "e1", false];
  answer = () => new Response(null, { status: 204 });
  scope = workerScope({ fetched: serve as never });
  vi.resetModules();
  await session().then(({ adopt }) => adopt("anne"));
  await syncs();
  offline();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function serve(asked: string, init: RequestInit = {}): Promise<Response> {
  if (!isReached) throw new TypeError("no connection");
  if (asked === "/session") return Response.json(signed);
  if (asked === "/sync" && isErased) return Response.json({ code: "erased" }, { status: 410 });
  if (asked === "/sync" && isBusy) return new Response("", { status: 503 });
  if (asked === "/sync") return Response.json(record(await new Response(init.body).json()));
  if (typeof asked !== "string" || init.method !== "PUT") return new Response("the server's word", { status: 200 });
  const body = init.body as FormData;
  const file = body.get("file") as File;
  const token = new Headers(init.headers).get("x-konkret-token");
  came.push({ address: asked, name: file.name, text: await file.text(), entry: `${body.get("entry")}`, token });
  order.push("file");
  return answer(came.at(-1)!);
}

function record({ person, mutations }: { person: string; mutations: { name: string }[] }): object {
  acknowledged += mutations.length;
  order.push(...mutations.map(({ name }) => name));
  const row = { id: ENTRY, version: 1, job: "", title: "Kok", employer: "Kroen", applied_on: "2026-11-23", status: "applied", steps: [] };
  const k = Object.keys(row);
  const rows: Record<string, object> = { joblog: { k, v: k.map((name) => [row[name as keyof typeof row]]) } };
  if (enclosed[0]) {
    const names = Object.keys(enclosed[0]);
    rows["attachment"] = { k: names, v: names.map((name) => enclosed.map((each) => each[name])) };
  }
  const marks = [`joblog/${ENTRY}:1`, ...enclosed.map(({ id }) => `attachment/${id}:2`)];
  const verdicts = mutations.map((_, n) => ({ number: acknowledged - mutations.length + n + 1, state: "accepted", received_at: 1 }));
  const checksum = marks.reduce((sum, mark) => (sum + crc32(mark)) % 2 ** 32, 0);
  return { epoch, person, cursor: 1, acknowledged, horizon: acknowledged, verdicts, rows, deleted: {}, reset: true, checksum };
}

/** The server as it is: the file stands in the record from now on, and is in every backup in two days. */
function takes({ address }: Came): Response {
  enclosed = [...enclosed, { id: address.slice("/bilag/".length), version: 2, entry: ENTRY, name: "Ansøgning.pdf", role: "cv" }];
  return new Response(null, { status: 204, headers: { "x-konkret-backup-hours": "48" } });
}

const session = () => import("../../service_worker/session.ts");
const syncs = async () => (await import("../../service_worker/sync.ts")).sync();
const chosen = async (person = "anne") => (await import("../../service_worker/chosen.ts")).chosenBy(person);
const kept = async () => {
  const { sentBy } = await import("../../service_worker/chosen.ts");
  return Promise.all((await sentBy("anne")).map(([{ content }]) => content.text()));
};
const unsent = async () => (await import("../../service_worker/unsent.ts")).sendRest();
const remembered = async () => (await (await import("../../service_worker/kept.ts")).recall()).files;

function offline(): void {
  [isReached, scope.navigator.onLine] = [false, false];
}

function online(): void {
  [isReached, scope.navigator.onLine] = [true, true];
}

/** The browser is killed and started again: only what is on the disk is left. */
function killed(): void {
  vi.resetModules();
}

async function posts(path: string, fields: Record<string, string | File>): Promise<Response> {
  const { answerForm, formAt } = await import("../../service_worker/forms.ts");
  const body = new FormData();
  for (const [name, value] of Object.entries({ token: signed.token, ...fields })) body.set(name, value);
  const request = new Request(HERE + path, { method: "POST", body });
  return answerForm(request, formAt(request)!);
}

const encloses = (content = PDF, path = PATH) => posts(path, { role: "application", file: new File([content], "Ansøgning.pdf") });

/** What the tests look at in a page. */
interface Drawn {
  readonly shell: { readonly sync: { readonly waiting: number; readonly refused: number }; readonly flash: string };
  readonly enclosing: { readonly kept: readonly object[]; readonly form: readonly { readonly error: string; readonly value: string }[] };
  readonly refused: readonly object[];
}

async function page(path: string): Promise<Drawn> {
  const { page: drawn } = await import("../../service_worker/pages.ts");
  return structOf(await drawn(new Request(HERE + path)));
}

async function structOf(response: Response): Promise<Drawn> {
  return ((await response.json()) as [string, Drawn])[1];
}

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
  expect(came).toEqual([{ address: `/bilag/${id}`, name: "Ansøgning.pdf", text: PDF, entry: ENTRY, token: "hers" }]);
  expect([await chosen(), await remembered()]).toEqual([[], { anne: { waiting: 0, refused: 0 } }]);
  await syncs();
  expect(came).toHaveLength(1);
});

test("an answer that is lost on the way is asked for again under the same name", async () => {
  await encloses();
  online();
  answer = () => {
    throw new TypeError("cut");
  };
  expect([await syncs(), await unsent()]).toEqual(["offline", 1]);
  killed();
  answer = () => new Response(null, { status: 204 });
  await syncs();
  expect(new Set(came.map(({ address }) => address)).size).toBe(1);
  expect(await chosen()).toEqual([]);
});

test("an entry that is as new as its file goes first", async () => {
  const typed = { id: FRESH, title: "Tjener", employer: "Kroen", applied_on: "2026-11-20", channel: "posted" };
  expect((await posts("/joblog", typed)).status).toBe(303);
  expect((await encloses(PDF, `/joblog/${FRESH}/bilag`)).status).toBe(303);
  expect(await unsent()).toBe(2);
  online();
  await syncs();
  expect(order).toEqual(["joblog.add", "file"]);
});

test("a file waits for as long as its entry does", async () => {
  const typed = { id: FRESH, title: "Tjener", employer: "Kroen", applied_on: "2026-11-20", channel: "posted" };
  await posts("/joblog", typed);
  await encloses(PDF, `/joblog/${FRESH}/bilag`);
  online();
  const { sendChosen } = await import("../../service_worker/sending.ts");
  expect([await sendChosen(ANNE as never), came]).toEqual(["idle", []]);
});

test.each([
  ["is not what it seems", 422, { reason: "Det er ikke en PDF." }, "Det er ikke en PDF."],
  ["belongs to an entry that is gone", 404, { reason: "Registreringen findes ikke længere." }, "Registreringen findes ikke længere."],
  ["is too large", 413, { reason: "Det er for meget på én gang." }, "Filen er for stor: den må højst fylde 10 MB."],
])("a file that %s is told of, can be saved, and is sent no more until it is taken back", async (_, status, told, reason) => {
  await encloses();
  online();
  answer = () => Response.json(told, { status });
  await syncs();
  answer = () => new Response(null, { status: 204 });
  await encloses("%PDF-1.7\net andet");
  await syncs();
  expect(came).toHaveLength(2);
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
  answer = () => new Response("", { status: 500 });
  expect([await syncs(), await syncs(), await syncs(), await syncs()]).toEqual(["failing", "failing", "idle", "idle"]);
  expect([came.length, (await chosen())[0]!.reason]).toEqual([3, "Der gik noget galt hos os, da filen blev sendt."]);
});

test("a session that has ended costs no file", async () => {
  await encloses();
  online();
  answer = () => new Response("", { status: 401 });
  expect(await syncs()).toBe("signed-out");
  expect((await chosen())[0]).toMatchObject({ reason: "", faults: 0 });
});

test("nothing is sent while the record cannot be exchanged", async () => {
  await encloses();
  online();
  isBusy = true;
  expect([await syncs(), came]).toEqual(["failing", []]);
});

test("«Fortryd» takes it back before it is sent", async () => {
  await encloses();
  const id = (await chosen())[0]!.id;
  const told = await posts(`/synkronisering/bilag/${id}`, { entry: ENTRY });
  expect(told.headers.get("location")).toBe(`/joblog/${ENTRY}#attachments`);
  online();
  await syncs();
  expect(came).toEqual([]);
});

test("somebody else on the same phone neither sees it nor sends it, and Anne finds it again", async () => {
  await encloses();
  await (await session()).nobody();
  online();
  signed = BO;
  await (await session()).adopt("bo");
  await syncs();
  expect([(await page(`/joblog/${ENTRY}`)).enclosing.kept, await unsent(), came]).toEqual([[], 0, []]);
  await (await session()).nobody();
  signed = ANNE;
  await (await session()).adopt("anne");
  await syncs();
  expect(came).toMatchObject([{ text: PDF, token: "hers" }]);
});

test.each([
  ["a program in a PDF's clothes", "MZ\x90", "Det er ikke en PDF, Word-fil (docx), ODT-fil eller et billede"],
  ["nothing in it", "", "Filen er tom. Vælg en anden."],
  ["a byte too much", PDF.padEnd(10 * 1024 * 1024 + 1), "Filen er for stor: den må højst fylde 10 MB."],
])("with %s it is not kept, and the page says so beside the field", async (_, content, sentence) => {
  const told = await encloses(content);
  const { enclosing } = await structOf(told);
  expect([told.status, enclosing.form[0]!.error.startsWith(sentence)]).toEqual([422, true]);
  expect(enclosing.form[0]!.value).toBe("Ansøgning.pdf");
  expect(await chosen()).toEqual([]);
});

test("no file at all is asked for, and six are one too many", async () => {
  const { enclosing } = await structOf(await posts(PATH, { role: "cv", file: new File([], "") }));
  expect(enclosing.form[0]!.error).toBe("Vælg en fil.");
  for (const n of Array(5).keys()) expect((await encloses(PDF + n)).status).toBe(303);
  const told = await encloses();
  expect([told.status, (await structOf(told)).shell.flash]).toEqual([422, "Der er allerede 5 bilag. Slet et af dem først."]);
});

test("the same file is kept once for an entry, and once more when it was not accepted", async () => {
  await encloses();
  const { enclosing } = await structOf(await encloses());
  expect(enclosing.form[0]!.error).toBe("Filen er allerede lagt ved. Den hedder «Ansøgning.pdf» her.");
  expect(await chosen()).toHaveLength(1);
  online();
  answer = () => Response.json({ reason: "Nej." }, { status: 422 });
  await syncs();
  expect((await encloses()).status).toBe(303);
  const { kept } = (await page(`/joblog/${ENTRY}`)).enclosing;
  expect(kept).toMatchObject([{ reason: "Nej." }, { reason: "" }]);
});

test("a file that the server has for the entry is not kept for it again, by whatever name", async () => {
  const digest = createHash("sha256").update(PDF).digest("base64url");
  enclosed = [{ id: FRESH, version: 2, entry: ENTRY, name: "Brev.pdf", role: "cv", digest }];
  online();
  await syncs();
  offline();
  const { enclosing } = await structOf(await encloses());
  expect(enclosing.form[0]!.error).toBe("Filen er allerede lagt ved. Den hedder «Brev.pdf» her.");
  expect((await encloses(`${PDF}.`)).status).toBe(303);
  const typed = { id: `${FRESH.slice(0, -1)}g`, title: "Tjener", employer: "Kroen", applied_on: "2026-11-20", channel: "posted" };
  await posts("/joblog", typed);
  expect((await encloses(PDF, `/joblog/${typed.id}/bilag`)).status).toBe(303);
});

test("where the phone has no room it goes to the server, and without a connection the page says so", async () => {
  fill("files" as never);
  const told = await encloses();
  expect((await structOf(told)).enclosing.form[0]!.error).toBe("Der er ikke plads til filen på telefonen. Læg den ved, når der er net.");
  scope.navigator.onLine = true;
  const [, { kept }] = (await (await encloses()).json()) as [string, { kept: string[][] }];
  expect(kept).toEqual([["Fil, der skal vælges igen", "Ansøgning.pdf"]]);
  online();
  expect(await (await encloses()).text()).toBe("the server's word");
  vi.restoreAllMocks();
  expect([await chosen(), await unsent()]).toEqual([[], 0]);
});

test("who was erased reads the names of the files that were never sent", async () => {
  await encloses();
  await (await session()).erased(ANNE as never);
  const { rescued } = await import("../../service_worker/rescued.ts");
  expect((await rescued("anne"))[1]).toMatchObject({ kept: [["Bilag", "Ansøgning.pdf"]] });
});

describe("a file that the server has taken, and may lose with a backup that is put back,", () => {
  beforeEach(async () => {
    answer = takes;
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
    expect(came).toHaveLength(1);
    [epoch, enclosed] = ["e2", []];
    isBusy = true;
    await syncs();
    isBusy = false;
    await syncs();
    expect(came).toEqual([came[0], came[0]]);
    expect([await kept(), await chosen()]).toEqual([[PDF], []]);
    await syncs();
    expect(came).toHaveLength(2);
  });

  test("waits visibly where the backup has neither it nor a connection", async () => {
    [epoch, enclosed] = ["e2", []];
    answer = () => {
      throw new TypeError("cut");
    };
    await syncs();
    expect((await page(`/joblog/${ENTRY}`)).enclosing.kept).toMatchObject([{ name: "Ansøgning.pdf", reason: "" }]);
    expect(await unsent()).toBe(1);
  });

  test("is sent again where the backup is put back between the file and the record", async () => {
    await encloses(`${PDF}.`);
    const taken = answer;
    answer = (file) => {
      const response = taken(file);
      [epoch, enclosed] = ["e2", []];
      answer = taken;
      return response;
    };
    await syncs();
    await syncs();
    expect(new Set(came.slice(2).map(({ text }) => text))).toEqual(new Set([PDF, `${PDF}.`]));
    expect(await chosen()).toEqual([]);
  });

  test("is let go of where she has enclosed it anew elsewhere since, and sent again once", async () => {
    const digest = createHash("sha256").update(PDF).digest("base64url");
    [epoch, enclosed] = ["e2", [{ id: FRESH, version: 2, entry: ENTRY, name: "Brev.pdf", role: "cv", digest }]];
    answer = () => new Response(null, { status: 204, headers: { "x-konkret-backup-hours": "48" } });
    await syncs();
    const { enclosing, shell } = await page(`/joblog/${ENTRY}`);
    expect([enclosing.kept, shell.sync.refused, await kept(), await unsent()]).toEqual([[], 0, [], 0]);
    await syncs();
    expect(came).toHaveLength(2);
  });

  test("is let go of when she takes it out, and not sent again", async () => {
    enclosed = [];
    await syncs();
    expect(await kept()).toEqual([]);
    epoch = "e2";
    await syncs();
    expect(came).toHaveLength(1);
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
    isErased = true;
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
  answer = takes;
  for (const n of [1, 2, 3]) await encloses(`${PDF}${n}`.padEnd(8 * 1024 * 1024));
  online();
  await syncs();
  expect((await kept()).map((text) => text.trim())).toEqual([`${PDF}3`, `${PDF}2`]);
});
