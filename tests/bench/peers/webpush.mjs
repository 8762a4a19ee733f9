// Sends push messages by npm web-push: the same errand and the same answer as tests/bench/sender.py.
import { Agent } from "node:https";
import { text } from "node:stream/consumers";
import webpush from "web-push";

const AT_ONCE = 100;
const BODY = "Du har en aftale i morgen kl. 10.00";

const { subscriptions, count, key, public: publicKey } = JSON.parse(await text(process.stdin));
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
const options = { TTL: 3600, urgency: "normal", agent };
webpush.setVapidDetails("mailto:drift@konkret.example", publicKey, key);

// The same words as Konkret's payload has.
function payload(number) {
  const id = String(number).padStart(22, "0");
  return JSON.stringify({ title: "Konkret", body: BODY, url: "/", tag: String(number).padStart(32, "0"), id, receipt: id });
}

async function send(number) {
  const { endpoint, p256dh, auth } = subscriptions[number % subscriptions.length];
  await webpush.sendNotification({ endpoint, keys: { p256dh, auth } }, payload(number), {
    ...options,
    topic: String(number).padStart(32, "0"),
  });
}

let next = 0;
async function sender() {
  while (next < count) await send(next++);
}

const begun = performance.now();
const spent = process.cpuUsage();
await Promise.all(Array.from({ length: AT_ONCE }, sender));
const { user, system } = process.cpuUsage(spent);
process.stdout.write(JSON.stringify({ count, seconds: (performance.now() - begun) / 1000, cpu_seconds: (user + system) / 1e6 }));
agent.destroy();
