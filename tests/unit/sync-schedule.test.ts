/** Syncing comes again by itself, later and later, one at a time; and every tab hears of a change. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Backoff } from "../../sync/client/backoff.ts";
import type { Client } from "../../sync/client/index.ts";
import { Leader } from "../../sync/client/leader.ts";
import { Browser } from "../support/sync-browser.ts";
import { Network } from "../support/sync-network.ts";
import { Server } from "../support/sync-server.ts";

const BREAD = { name: "item.add", args: { id: "bread", text: "rugbrød" } };

let browser: Browser;
let network: Network;
let anne: Client;
const onChange = vi.fn();

beforeEach(() => {
  browser = new Browser();
  network = new Network(new Server("anne"));
  anne = browser.open(network, { onChange, random: () => 0.5 });
  onChange.mockClear();
});
afterEach(() => browser.close());

test("waits are random between 1 s and a limit that doubles up to 60 s", () => {
  const waits = (random: number): number[] => {
    const backoff = new Backoff(() => random);
    return Array.from({ length: 9 }, () => backoff.next());
  };
  expect(waits(0)).toEqual(Array(9).fill(1_000));
  expect(waits(1)).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
  expect(waits(0.5).slice(0, 3)).toEqual([1_500, 2_500, 4_500]);
});

test("a failed sync comes again by itself, later each time, until it succeeds", async () => {
  await anne.mutate([BREAD]);
  network.faults.push("refused", { status: 502 }, "lost");
  const waits: number[] = [];
  for (await anne.sync(); browser.planned.length; await browser.pass()) waits.push(browser.planned[0]!.ms);
  expect(waits).toEqual([1_500, 2_500, 4_500]);
  expect(network.server.record.texts()).toEqual(["rugbrød"]);
  network.faults.push("refused");
  await anne.sync();
  expect(browser.planned).toMatchObject([{ ms: 1_500 }]);
});

test("a connection that is back begins with short waits again, and there is one plan at a time", async () => {
  network.faults.push("refused", "refused", "refused", "refused");
  await anne.sync();
  await anne.sync();
  await anne.sync();
  expect(browser.planned).toMatchObject([{ ms: 4_500 }]);
  await anne.sync("online");
  expect(browser.planned).toMatchObject([{ ms: 1_500 }]);
  network.faults.push("refused", "refused");
  await Promise.all([anne.sync(), anne.sync()]);
  expect(browser.planned).toHaveLength(1);
});

test("signed out or too old is not tried again by itself", async () => {
  network.signedIn = undefined;
  await anne.sync();
  network.faults.push({ status: 426 });
  await anne.sync();
  expect(browser.planned).toEqual([]);
});

test("a server that asks for time is left alone that long, however often the person asks", async () => {
  await anne.mutate([BREAD]);
  network.faults.push({ status: 503, headers: { "retry-after": "120" } });
  expect(await anne.sync()).toBe("failing");
  expect(browser.planned).toMatchObject([{ ms: 120_500 }]);
  expect(await anne.sync()).toBe("failing");
  expect(await anne.sync("online")).toBe("failing");
  expect(network.requests).toEqual([]);
  await browser.pass();
  expect(network.server.record.texts()).toEqual(["rugbrød"]);
  network.faults.push({ status: 429, headers: { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" } });
  await anne.sync();
  expect(browser.planned).toMatchObject([{ ms: 1_500 }]);
});

test("a call while one runs makes one more run, however many call", async () => {
  let running = 0;
  const log: string[] = [];
  let release = (): void => undefined;
  const leader = new Leader("sync-anne", async () => {
    log.push(`${++running} at once`);
    await new Promise<void>((resolve) => (release = resolve));
    running--;
    return log.length;
  });
  const calls = [leader.run(), leader.run(), leader.run()];
  await vi.waitFor(() => expect(log).toHaveLength(1));
  release();
  expect(await calls[0]).toBe(1);
  await vi.waitFor(() => expect(log).toHaveLength(2));
  release();
  expect(await Promise.all(calls)).toEqual([1, 2, 2]);
  expect(log).toEqual(["1 at once", "1 at once"]);
});

test("over all tabs one sync runs at a time", async () => {
  let running = 0;
  let most = 0;
  network.beforehand = async () => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
  };
  await Promise.all([anne.sync(), browser.open(network).sync(), browser.open(network).sync()]);
  expect(most).toBe(1);
});

test("every tab hears of a save and of a verdict, and of nothing when nothing has changed", async () => {
  const heard = vi.fn();
  const tab = browser.open(network, { onChange: heard });
  await anne.mutate([BREAD]);
  expect(onChange).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
  await anne.sync();
  expect(onChange).toHaveBeenCalledTimes(2);
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
  await anne.sync();
  await tab.mutate([BREAD]);
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(3));
  expect(heard).toHaveBeenCalledTimes(3);
});

test("a closed client does nothing more", async () => {
  network.faults.push("refused");
  await anne.sync();
  anne.close();
  expect(browser.planned).toEqual([]);
  await anne.sync();
  const tab = browser.open(network);
  network.beforehand = () => tab.close();
  await Promise.all([tab.sync(), tab.sync()]);
  expect(network.attempts).toBe(2);
});
