/** Konkret's own client in a page of the deployment, for whoever is signed in there. */
import { open } from "../../sync/client/index.ts";

globalThis.firstSync = async () => {
  const { person, token } = await (await fetch("/session")).json();
  const headers = { "x-konkret-token": token };
  const client = open({ person, mutators: {}, fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...headers } }) });
  globalThis.bench = {
    cold: async () => {
      const state = await client.sync();
      if (state !== "idle") throw new Error(state);
    },
    held: async () => (await client.rows()).rows.get("joblog").size,
  };
};
