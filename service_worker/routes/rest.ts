/** Pages that are opened now and then: their code is taken in when they are, not at each start of the worker. */
import type { Ask } from "../asking.ts";

const loads: (() => Promise<object>)[] = [];

type Answers<Given, Made> = (ask: Ask, given: Given) => Made | Promise<Made>;

/** Names what a module that `load` takes in makes, `Draw` or `Read`, without taking it in yet. */
export function rest<Module extends object>(load: () => Promise<Module>) {
  loads.push(load);
  return <Given, Made, Name extends keyof Module>(name: Name & (Module[Name] extends Answers<Given, Made> ? Name : never)) =>
    async (ask: Ask, given: Given): Promise<Made> =>
      ((await load())[name] as Answers<Given, Made>)(ask, given);
}

/** Takes all of it in: a browser keeps with a version of the worker what it took in while it was installed, and no more. */
export async function takeInRest(): Promise<void> {
  await Promise.all(loads.map((load) => load()));
}
