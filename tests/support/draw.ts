/** Draws compiled templates for tests: a line of JSON in (`name`, `context`), a line out (`html` or `error`). */
import { createInterface } from "node:readline";
// @ts-ignore: the module under test, named when the tests bundle this file
import { render } from "compiled-templates";

for await (const line of createInterface({ input: process.stdin })) {
  const { name, context } = JSON.parse(line);
  let answer;
  try {
    answer = { html: render(name, { ...context, asset: (file: string) => `/static/new-${file}` }) };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
