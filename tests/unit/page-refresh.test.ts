/** Which address an open page asks for when there is something new. */
import { expect, test, vi } from "vitest";
import { refresh } from "../../frontend/pages/parts/refresh.ts";

const SENT = ["main[data-keep]", "main [aria-invalid=true]", "main .field--wrong"];

/** Everything that a page of that role's, with that in it, asks for. */
async function asked(role: string, ...there: string[]): Promise<string[]> {
  const addresses: string[] = [];
  vi.stubGlobal("location", { pathname: "/borgere/anne/moede", search: "?samtale=A.3" });
  vi.stubGlobal("document", {
    documentElement: { dataset: { person: "karen", role } },
    querySelector: (selector: string) => there.find((each) => selector.split(", ").includes(each)) ?? null,
  });
  vi.stubGlobal("fetch", async (address: string) => {
    addresses.push(address);
    return new Response(null, { status: 405 });
  });
  await refresh();
  vi.unstubAllGlobals();
  return addresses;
}

test("a page asks for its own address", async () => {
  for (const role of ["caseworker", "citizen"]) expect(await asked(role)).toEqual(["/borgere/anne/moede?samtale=A.3"]);
});

test.each(SENT)("what answers something sent is not asked for again: %s", async (mark) => {
  expect(await asked("caseworker", mark)).toEqual([]);
});

test.each(SENT)("the line above it, which only a phone has, is taken from another page: %s", async (mark) => {
  expect(await asked("citizen", mark)).toEqual(["/"]);
});
