/** Which requests the worker answers: a form of another site is never one of them. */
import { expect, test } from "vitest";
import { type Asked, sortOf } from "../../service_worker/requests.ts";

const HERE = "https://konkret.example";

function asked(method: string, path: string, { mode = "navigate", referrer = "", ...headers }: Record<string, string> = {}): Asked {
  const url = new URL(path, HERE).href;
  return { method, url, mode: mode as RequestMode, referrer, headers: new Headers(headers) };
}

test.each([
  ["a page of ours", `${HERE}/job`, "form"],
  ["the front page", `${HERE}/`, "form"],
  ["a page that tells its origin alone", HERE, "form"],
  ["a page of another site", "https://evil.example/", "other"],
  ["a site whose name begins like ours", "https://konkret.example.evil.example/", "other"],
  ["a site with our name as a user", "https://konkret.example@evil.example/", "other"],
  ["our name on another port", "https://konkret.example:8443/", "other"],
  ["our name without encryption", "http://konkret.example/", "other"],
  ["a page that does not say", "", "other"],
  ["a page that must not say", "about:client", "other"],
])("a form sent by %s", (_, referrer, sort) => {
  expect(sortOf(asked("POST", "/job/x/soegt", { referrer }), HERE)).toBe(sort);
});

test("a script's own post is the server's", () => {
  const referrer = `${HERE}/mere`;
  expect(sortOf(asked("POST", "/paamindelser", { mode: "cors", referrer }), HERE)).toBe("other");
  expect(sortOf(asked("POST", "/sync", { mode: "same-origin", referrer }), HERE)).toBe("other");
});

test("signing in and out is noticed also when the page does not say where it is", () => {
  expect(sortOf(asked("POST", "/log-ind"), HERE)).toBe("sign-in");
  expect(sortOf(asked("POST", "/log-ud"), HERE)).toBe("leaving");
  expect(sortOf(asked("POST", "/log-ud", { referrer: `${HERE}/mere` }), HERE)).toBe("sign-out");
});

test("pages are answered by navigation and for their part, the rest of what is read is the server's", () => {
  expect(sortOf(asked("GET", "/job?x=1"), HERE)).toBe("page");
  expect(sortOf(asked("GET", "/job", { mode: "cors", "X-Konkret-Part": "main" }), HERE)).toBe("part");
  expect(sortOf(asked("GET", "/live", { mode: "cors" }), HERE)).toBe("other");
  expect(sortOf(asked("GET", "/session", { mode: "cors" }), HERE)).toBe("other");
  expect(sortOf(asked("GET", "/static/main-1.css", { mode: "no-cors" }), HERE)).toBe("asset");
  expect(sortOf(asked("GET", "https://elsewhere.example/static/main-1.css", { mode: "no-cors" }), HERE)).toBe("other");
});
