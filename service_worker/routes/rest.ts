/** What is needed now and then: its code is taken in when it is, not at each start of the worker. */

const loads: (() => Promise<object>)[] = [];

type Later<Made> = Made extends (...given: infer Given) => infer Result ? (...given: Given) => Promise<Awaited<Result>> : never;

/** Names what a module that `load` takes in makes, such as `Draw` or `Read`, without taking it in yet. */
export function rest<Module extends object>(load: () => Promise<Module>) {
  loads.push(load);
  return <Name extends keyof Module>(name: Name): Later<Module[Name]> => {
    const later = async (...given: unknown[]): Promise<unknown> => {
      const made = (await load())[name] as (...given: unknown[]) => unknown;
      return made(...given);
    };
    return later as Later<Module[Name]>;
  };
}

/** Takes all of it in: a browser keeps with a version of the worker what it took in while it was installed, and no more. */
export async function takeInRest(): Promise<void> {
  await Promise.all(loads.map((load) => load()));
}
