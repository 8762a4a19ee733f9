/** How much this browser lets be stored, and whether it has promised to keep it. */
import type { Room } from "./views/sync.ts";

/** Some browsers have no such thing for workers, and some refuse to answer in private windows. */
export async function room(): Promise<Room> {
  const storage = navigator.storage as Partial<StorageManager> | undefined;
  const [estimate, persisted] = await Promise.all([
    told(() => storage?.estimate?.()),
    told(() => storage?.persisted?.()),
  ]);
  return { usage: estimate?.usage ?? null, quota: estimate?.quota ?? null, persisted };
}

async function told<T>(ask: () => Promise<T> | undefined): Promise<T | null> {
  try {
    return (await ask()) ?? null;
  } catch {
    return null;
  }
}
