/** What a push message says, also when the payload is none. */
import { expect, test } from "vitest";
import { noticeOf } from "../../service_worker/notice.ts";

const HERE = "https://konkret.example";
const NEUTRAL = { title: "Konkret", body: "Der er nyt til dig i Konkret.", url: "/", tag: "", id: "", receipt: "" };

test("a whole payload is shown as it is", () => {
  const payload = { title: "Møde i morgen", body: "Kl. 10.00", url: "/#m-1", tag: "meeting-1", id: "d-1", receipt: "r-1" };
  expect(noticeOf(JSON.stringify(payload), HERE)).toEqual(payload);
});

test.each([undefined, "", "no JSON", "null", "17", '"text"', "[]", "{}", '{"title": 5, "body": null, "url": 7, "tag": [], "id": 1, "receipt": {}}', '{"title": " "}'])(
  "a payload of %j becomes a neutral word",
  (payload) => {
    expect(noticeOf(payload, HERE)).toEqual(NEUTRAL);
  },
);

test("a notice without a text of its own does not borrow one", () => {
  expect(noticeOf('{"title": "Nyt job"}', HERE)).toEqual({ ...NEUTRAL, title: "Nyt job", body: "" });
});

test.each(["https://evil.example/", "//evil.example/", "javascript:alert(1)", "https://[", "data:text/html,x"])(
  "a tap on a notice never leads to %s",
  (url) => {
    expect(noticeOf(JSON.stringify({ title: "Nyt job", url }), HERE).url).toBe("/");
  },
);
