/** What becomes of a form: saved here, drawn again, passed on, or plainly not saved. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { comeAsAnne, firstAnswer, HERE, leave, workerScope } from "../support/worker-scope.ts";

vi.mock("../../service_worker/answers.ts", () => ({
  drawn: (page: unknown, status = 200) => Response.json(page, { status }),
  seeOther: (location: string) => new Response(null, { status: 303, headers: { location } }),
}));
// Made at build time; the pages here are not drawn but looked at.
vi.mock("compiled-templates-rest", () => ({ render: undefined }));

const ROUTE = "/joblog/fra-link";
const ANNE = { person: "anne", name: "Anne Holm", role: "citizen", token: "hers", vapid_key: "k" };
const JOB = "AZqzq0ABcQSAAAAAAAAAAQ";
const WITHDRAWN = "AZqzq0ABcQSAAAAAAAAAAg";
const ROWS = [
  { id: JOB, version: 1, title: "Lagermedarbejder", employer: "Nordkaj", place: "", link: "", state: "open", withdrawn_by: "" },
  { id: WITHDRAWN, version: 2, title: "Kok", employer: "Molen", place: "", link: "", state: "withdrawn", withdrawn_by: "Karen Lund" },
];

let server: (request: Request | string) => Promise<Response>;

beforeEach(async () => {
  server = async () => Promise.reject(new TypeError("no connection"));
  workerScope({
    fetched: (async (asked: Request | string) => {
      if (asked === "/session") return Response.json(ANNE);
      return asked === "/sync" ? Response.json(firstAnswer("job", ROWS)) : server(asked);
    }) as never,
  });
  vi.resetModules();
  await comeAsAnne();
});
afterEach(leave);

/** Anne sends a form of the page with that address. */
async function send(path: string, fields: Record<string, string>, token = "hers"): Promise<Response> {
  const { answerForm, formAt } = await import("../../service_worker/forms.ts");
  const body = new URLSearchParams({ token, ...fields });
  const request = new Request(HERE + path, { method: "POST", body });
  return answerForm(request, formAt(request)!);
}

async function unsent(): Promise<string[]> {
  const { recordOf } = await import("../../service_worker/session.ts");
  return (await recordOf(ANNE as never).exportUnsent()).mutations.map(({ name }) => name);
}

test("what is right is saved here and leads on, with no server in reach", async () => {
  const answer = await send(`/job/${JOB}/soegt`, {});
  expect([answer.status, answer.headers.get("location")]).toEqual([303, `/job#j-${JOB}`]);
  expect(await unsent()).toEqual(["job.apply"]);
});

test("what is wrong is drawn again as it was typed", async () => {
  const answer = await send(`/job/${JOB}/soegt`, { applied_on: "i går", note: "ringede" });
  const [template, page] = (await answer.json()) as [string, { apply_form: { name: string; value: string; error: string }[] }];
  expect([answer.status, template]).toEqual([422, "pages/job.html"]);
  expect(page.apply_form.map(({ name, value, error }) => [name, value, error !== ""])).toEqual([
    ["applied_on", "i går", true],
    ["channel", "posted", false],
    ["note", "ringede", false],
  ]);
  expect(await unsent()).toEqual([]);
});

test("what the rules say no to is told with what was typed", async () => {
  const answer = await send(`/job/${WITHDRAWN}/soegt`, { note: "ringede" });
  const [, page] = (await answer.json()) as [string, { sentence: string; kept: string[][] }];
  expect(answer.status).toBe(409);
  expect(page.sentence).toBe("Jobbet er trukket tilbage af Karen Lund.");
  expect(page.kept).toEqual([["Note", "ringede"]]);
});

test.each([
  ["the token of another session", `/job/${JOB}/soegt`, "another"],
  ["no token", `/job/${JOB}/soegt`, ""],
  ["something this phone has not heard of", "/job/AZqzq0ABcQSAAAAAAAAAAw/soegt", "hers"],
])("a form with %s is the server's to judge", async (_, path, token) => {
  let passed = "";
  server = async (request) => {
    passed = await (request as Request).text();
    return new Response("the server's word", { status: 403 });
  };
  const answer = await send(path, { note: "ringede" }, token);
  expect([answer.status, await answer.text()]).toEqual([403, "the server's word"]);
  expect(passed).toContain("note=ringede");
  expect(await unsent()).toEqual([]);
});

test.each([
  ["cannot be reached", () => Promise.reject(new TypeError("no connection"))],
  ["is not there behind its proxy", async () => new Response("", { status: 502 })],
])("what was neither saved here nor sent, since the server %s, is said to be so", async (_, unreachable) => {
  server = unreachable;
  const answer = await send(`/job/${JOB}/soegt`, { note: "ringede" }, "another");
  const [template, page] = (await answer.json()) as [string, { heading: string; kept: string[][] }];
  expect([answer.status, template, page.heading]).toEqual([503, "pages/error.html", "Det blev ikke gemt"]);
  expect(page.kept).toEqual([["Note", "ringede"]]);
});

test("a link is the server's to read, and its page is shown", async () => {
  server = async () => new Response("the advert", { status: 200 });
  const answer = await send(ROUTE, { link: "https://job.example/1" });
  expect([answer.status, await answer.text()]).toEqual([200, "the advert"]);
});

test.each([
  ["just the link", { link: "https://job.example/1" }, ["", true]],
  ["a form that is being filled in", { id: JOB, status: "planned", link: "https://job.example/1", title: "Kok" }, ["Kok", true]],
])("with no server in reach the form of an entry keeps %s, and says that the rest is read later", async (_, typed, expected) => {
  const answer = await send(ROUTE, typed);
  const [template, page] = (await answer.json()) as [string, { planned: boolean; told: string; form: Record<string, string>[] }];
  expect([answer.status, template]).toEqual([200, "pages/entry.html"]);
  const value = (name: string) => page.form.find((field) => field["name"] === name)!["value"];
  expect([value("title"), page.planned]).toEqual(expected);
  expect(value("link")).toBe("https://job.example/1");
  expect(page.told).toContain("Du er offline");
  expect(await unsent()).toEqual([]);
});

test("one tap on what is planned means that it was applied for today", async () => {
  const typed = { id: "AZqzq0ABcQSAAAAAAAAAAw", status: "applied", title: "Kok", employer: "Kroen", channel: "posted" };
  const answer = await send("/joblog", typed);
  expect(answer.status).toBe(303);
  expect(await unsent()).toEqual(["joblog.add"]);
});

test("what is shared where nobody is signed in is not lost without a connection", async () => {
  const { fromServer } = await import("../../service_worker/network.ts");
  const answer = await fromServer(new Request(`${HERE}/joblog/del?title=Kok&url=https%3A%2F%2Fjob.example%2F1`));
  const [, page] = (await answer.json()) as [string, { kept: string[][] }];
  expect(page.kept).toEqual([["Delt", "Kok"], ["Delt", "https://job.example/1"]]);
  const other = await fromServer(new Request(`${HERE}/job?title=Kok`));
  expect(((await other.json()) as [string, { kept: string[][] }])[1].kept).toEqual([]);
});
