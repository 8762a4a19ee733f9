/** Files that Anne chooses without a connection: which are kept on her phone, beside what field it says why not, and for whom. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fill } from "../support/sync-storage.ts";
import {
  ANNE,
  BO,
  begin,
  chosen,
  DIGEST,
  encloses,
  end,
  ENTRY,
  FRESH,
  offline,
  online,
  page,
  PATH,
  PDF,
  posts,
  scope,
  server,
  session,
  structOf,
  syncs,
  unsent,
} from "../support/worker-files.ts";

beforeEach(begin);
afterEach(end);

test("«Fortryd» takes it back before it is sent", async () => {
  await encloses();
  const id = (await chosen())[0]!.id;
  const told = await posts(`/synkronisering/bilag/${id}`, { entry: ENTRY });
  expect(told.headers.get("location")).toBe(`/joblog/${ENTRY}#attachments`);
  online();
  await syncs();
  expect(server.came).toEqual([]);
});

test("somebody else on the same phone neither sees it nor sends it, and Anne finds it again", async () => {
  await encloses();
  await (await session()).nobody();
  online();
  server.signed = BO;
  await (await session()).adopt("bo");
  await syncs();
  expect([(await page(`/joblog/${ENTRY}`)).enclosing.kept, await unsent(), server.came]).toEqual([[], 0, []]);
  await (await session()).nobody();
  server.signed = ANNE;
  await (await session()).adopt("anne");
  await syncs();
  expect(server.came).toMatchObject([{ text: PDF, token: "hers" }]);
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
  server.answer = () => Response.json({ reason: "Nej." }, { status: 422 });
  await syncs();
  expect((await encloses()).status).toBe(303);
  const { kept } = (await page(`/joblog/${ENTRY}`)).enclosing;
  expect(kept).toMatchObject([{ reason: "Nej." }, { reason: "" }]);
});

test("a file that the server has for the entry is not kept for it again, by whatever name", async () => {
  server.enclosed = [{ id: FRESH, version: 2, entry: ENTRY, name: "Brev.pdf", role: "cv", digest: DIGEST }];
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
  expect((await structOf(told)).enclosing.form[0]!.error).toBe("Der er ikke plads til filen her. Læg den ved, når der er net.");
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
