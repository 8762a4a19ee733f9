/** Which address leads where. */
import { expect, test } from "vitest";
import { match, type Route, wholeNumber } from "../../service_worker/routes/route.ts";

const ROUTES: Route[] = ["/", "/joblog", "/joblog/ny", "/joblog/:entry", "/joblog/:entry/slet"].map((path) => ({ method: "GET", path }));

test.each([
  ["/", "/", {}],
  ["/joblog", "/joblog", {}],
  ["/joblog/ny", "/joblog/ny", {}],
  ["/joblog/x1", "/joblog/:entry", { entry: "x1" }],
  ["/joblog/x1/slet", "/joblog/:entry/slet", { entry: "x1" }],
])("%s is %s", (address, path, params) => {
  expect(match(ROUTES, "GET", address)).toMatchObject({ route: { path }, params });
});

test.each(["/joblog/", "/joblog//slet", "/joblog/x1/andet", "/job", "/joblog/x1/slet/", ""])("%j leads nowhere", (address) => {
  expect(match(ROUTES, "GET", address)).toBeNull();
});

test("a method is part of the address", () => {
  expect(match(ROUTES, "POST", "/joblog")).toBeNull();
});

test("the first of two that fit is meant", () => {
  const { route } = match(ROUTES, "GET", "/joblog/ny")!;
  expect(route.path).toBe("/joblog/ny");
});

test("a version is digits or nothing", () => {
  expect(["7", "", undefined, "-1", "1e3", "٣", "9".repeat(16)].map((text) => wholeNumber(text))).toEqual([7, 0, 0, 0, 0, 0, 0]);
});
