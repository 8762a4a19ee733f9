/** Anne's phone and the server that it sends her files to, as far as the tests of choosing and sending need them. */
import { createHash } from "node:crypto";
import { vi } from "vitest";
import { crc32 } from "../../sync/client/checksum.ts";
import { HERE, workerScope } from "./worker-scope.ts";

vi.mock("../../service_worker/answers.ts", () => ({
  drawn: (page: unknown, status = 200) => Response.json(page, { status }),
  seeOther: (location: string) => new Response(null, { status: 303, headers: { location } }),
  attachment: ({ name, content }: { name: string; content: Blob }) => new Response(content, { headers: { name } }),
}));
// Made at build time; the pages here are not drawn but looked at.
vi.mock("compiled-templates-rest", () => ({ render: undefined }));

export const ANNE = { person: "anne", name: "Anne Holm", role: "citizen", token: "hers", vapid_key: "k" };
export const BO = { ...ANNE, person: "bo", name: "Bo Krogh", token: "his" };
export const ENTRY = "AZqzq0ABcQSAAAAAAAAAAQ";
export const FRESH = "AZqzq0ABcQSAAAAAAAAAAw";
export const PATH = `/joblog/${ENTRY}/bilag`;
export const PDF = "%PDF-1.7\nmin ansøgning";
export const DIGEST = createHash("sha256").update(PDF).digest("base64url");

/** A file as it came to the server. */
export interface Came {
  readonly address: string;
  readonly name: string;
  readonly text: string;
  readonly entry: string;
  readonly token: string | null;
}

/** What the tests look at in a page. */
export interface Drawn {
  readonly shell: { readonly sync: { readonly waiting: number; readonly refused: number }; readonly flash: string };
  readonly enclosing: { readonly kept: readonly object[]; readonly form: readonly { readonly error: string; readonly value: string }[] };
  readonly refused: readonly object[];
}

/** A server that has Anne's entry and nothing enclosed with it. */
const untouched = () => ({
  signed: ANNE,
  isReached: true,
  isBusy: false,
  isErased: false,
  /** The files that came, and what it says to each. */
  came: [] as Came[],
  answer: (_: Came): Response => new Response(null, { status: 204 }),
  /** How many mutations it has acknowledged, and their names in the order they and the files came. */
  acknowledged: 0,
  order: [] as string[],
  /** The files that it has, and the life of its data base. */
  enclosed: [] as { readonly id: string; readonly [name: string]: string | number }[],
  epoch: "e1",
});

export const server = untouched();
export let scope: ReturnType<typeof workerScope>;

/** Before each test: Anne has signed in, her record is on the phone, and the connection is gone. */
export async function begin(): Promise<void> {
  Object.assign(server, untouched());
  scope = workerScope({ fetched: serve as never });
  vi.resetModules();
  await session().then(({ adopt }) => adopt("anne"));
  await syncs();
  offline();
}

/** After each test. */
export function end(): void {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
}

async function serve(asked: string, init: RequestInit = {}): Promise<Response> {
  if (!server.isReached) throw new TypeError("no connection");
  if (asked === "/session") return Response.json(server.signed);
  if (asked === "/sync" && server.isErased) return Response.json({ code: "erased" }, { status: 410 });
  if (asked === "/sync" && server.isBusy) return new Response("", { status: 503 });
  if (asked === "/sync") return Response.json(record(await new Response(init.body).json()));
  if (typeof asked !== "string" || init.method !== "PUT") return new Response("the server's word", { status: 200 });
  const body = init.body as FormData;
  const file = body.get("file") as File;
  const token = new Headers(init.headers).get("x-konkret-token");
  server.came.push({ address: asked, name: file.name, text: await file.text(), entry: `${body.get("entry")}`, token });
  server.order.push("file");
  return server.answer(server.came.at(-1)!);
}

function record({ person, mutations }: { person: string; mutations: { name: string }[] }): object {
  server.acknowledged += mutations.length;
  server.order.push(...mutations.map(({ name }) => name));
  const row = { id: ENTRY, version: 1, job: "", title: "Kok", employer: "Kroen", applied_on: "2026-11-23", status: "applied", steps: [] };
  const k = Object.keys(row);
  const rows: Record<string, object> = { joblog: { k, v: k.map((name) => [row[name as keyof typeof row]]) } };
  if (server.enclosed[0]) {
    const names = Object.keys(server.enclosed[0]);
    rows["attachment"] = { k: names, v: names.map((name) => server.enclosed.map((each) => each[name])) };
  }
  const marks = [`joblog/${ENTRY}:1`, ...server.enclosed.map(({ id }) => `attachment/${id}:2`)];
  const verdicts = mutations.map((_, n) => ({ number: server.acknowledged - mutations.length + n + 1, state: "accepted", received_at: 1 }));
  const checksum = marks.reduce((sum, mark) => (sum + crc32(mark)) % 2 ** 32, 0);
  const { epoch, acknowledged } = server;
  return { epoch, person, cursor: 1, acknowledged, horizon: acknowledged, verdicts, rows, deleted: {}, reset: true, checksum };
}

/** The server as it is: the file stands in the record from now on, and is in every backup in two days. */
export function takes({ address }: Came): Response {
  server.enclosed = [...server.enclosed, { id: address.slice("/bilag/".length), version: 2, entry: ENTRY, name: "Ansøgning.pdf", role: "cv" }];
  return new Response(null, { status: 204, headers: { "x-konkret-backup-hours": "48" } });
}

/** The worker's own parts, as they are when it was started last. */
export const session = () => import("../../service_worker/session.ts");
export const syncs = async () => (await import("../../service_worker/sync.ts")).sync();
/** What waits here or was not taken. */
export const chosen = async (person = "anne") => (await import("../../service_worker/chosen.ts")).chosenBy(person);
/** The contents of what the server has and the phone still keeps. */
export const kept = async () => {
  const { sentBy } = await import("../../service_worker/chosen.ts");
  return Promise.all((await sentBy("anne")).map(([{ content }]) => content.text()));
};
/** How many changes and files are not sent yet. */
export const unsent = async () => (await import("../../service_worker/unsent.ts")).sendRest();
export const remembered = async () => (await (await import("../../service_worker/kept.ts")).recall()).files;

export function offline(): void {
  [server.isReached, scope.navigator.onLine] = [false, false];
}

export function online(): void {
  [server.isReached, scope.navigator.onLine] = [true, true];
}

/** The browser is killed and started again: only what is on the disk is left. */
export function killed(): void {
  vi.resetModules();
}

/** A form that she sends. */
export async function posts(path: string, fields: Record<string, string | File>): Promise<Response> {
  const { answerForm, formAt } = await import("../../service_worker/forms.ts");
  const body = new FormData();
  for (const [name, value] of Object.entries({ token: server.signed.token, ...fields })) body.set(name, value);
  const request = new Request(HERE + path, { method: "POST", body });
  return answerForm(request, formAt(request)!);
}

/** She chooses a file for her entry. */
export const encloses = (content = PDF, path = PATH) => posts(path, { role: "application", file: new File([content], "Ansøgning.pdf") });

/** What a page is drawn from. */
export async function page(path: string): Promise<Drawn> {
  const { page: drawn } = await import("../../service_worker/pages.ts");
  return structOf(await drawn(new Request(HERE + path)));
}

export async function structOf(response: Response): Promise<Drawn> {
  return ((await response.json()) as [string, Drawn])[1];
}
