/** What the peers' servers have in common: a page to stand on, JSON in, JSON out, gzipped as usual. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";

// Says that there is no icon to be fetched.
const PAGE = '<!doctype html><title>bench</title><link rel="icon" href="data:,">';

/** The rows of the workload whose file the program was started with. */
export function workload() {
  return JSON.parse(readFileSync(process.argv[2], "utf8"));
}

/** Serves `answers` (path to function from body to answer) and says where. */
export function serveJson(answers) {
  serve(async (request, response) => {
    const answer = answers[request.url](await json(request));
    send(response, JSON.stringify(answer));
  });
}

/** Serves everything but the page by `handler`, and says where. */
export function serve(handler) {
  const server = createServer((request, response) => {
    if (request.url === "/") response.setHeader("content-type", "text/html").end(PAGE);
    else handler(request, response);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
}

async function json(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString());
}

function send(response, text) {
  response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(gzipSync(text));
}
