/** Order by several keys, as Python sorts tuples: the first that differs decides. */

export type Key = readonly (string | number)[];

/** The rows by ascending key. Text compares by code unit, so keys are dates and ids, never words. */
export function inOrder<T>(rows: Iterable<T>, key: (row: T) => Key): T[] {
  return [...rows].sort((a, b) => compared(key(a), key(b)));
}

function compared(a: Key, b: Key): number {
  const at = a.findIndex((part, n) => part !== b[n]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}
