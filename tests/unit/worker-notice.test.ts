/** What a push message says, also when the payload is none. */
import { expect, test } from "vitest";
import { noticeOf } from "../../service_worker/notice.ts";

const HERE = "https://konkret.example";
const NEUTRAL = { title: "Konkret", body: "Der er nyt til dig i Konkret.", url: "/", tag: "", id: "", receipt: "", until: 0, actions: [] };

test("a whole payload is shown as it is", () => {
  const payload = {
    ...{ title: "Møde i morgen", body: "Kl. 10.00", url: "/#m-1", tag: "meeting-1", id: "d-1", receipt: "r-1", until: 5 },
    actions: [
      { action: "come", title: "Jeg kommer", meeting: "m-1", booked_at: 1 },
      { action: "cannot", title: "Kan ikke", url: "/forloeb?flyt=m-1#kan-ikke" },
    ],
  };
  expect(noticeOf(JSON.stringify(payload), HERE)).toEqual(payload);
});

test.each([undefined, "", "no JSON", "null", "17", '"text"', "[]", "{}", '{"title": 5, "body": null, "url": 7, "tag": [], "id": 1, "receipt": {}, "until": "5", "actions": {}}', '{"title": " "}'])(
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

test("a button that is none, or that leads elsewhere, is left out, and the rest is shown", () => {
  const whole = { action: "job", title: "Vis", url: "/job" };
  const broken = [null, 17, "job", {}, { action: "x" }, { action: "", title: "x" }, { action: 1, title: "x" }];
  const elsewhere = { ...whole, url: "https://evil.example/" };
  expect(noticeOf(JSON.stringify({ title: "Konkret", actions: [...broken, elsewhere, whole] }), HERE).actions).toEqual([whole]);
});
