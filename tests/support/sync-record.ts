/** One person's shopping list as a server in memory keeps it: versions, tombstones, and the pages of a pull. */
import { crc32 } from "node:zlib";
import type { Answer, Columns, Json, Request } from "../../sync/client/wire.ts";
import { carryOut, type Item } from "../shopping/commands.ts";

type Page = Pick<Answer, "cursor" | "rows" | "deleted" | "checksum" | "more" | "reset" | "snapshot">;

export class ShopRecord {
  epoch = "e1";
  version = 0;
  #pruned = 0;
  #items = new Map<string, Item>();
  #tombstones = new Map<string, number>();

  copy(): ShopRecord {
    const copy = new ShopRecord();
    Object.assign(copy, { epoch: this.epoch, version: this.version });
    copy.#pruned = this.#pruned;
    copy.#items = new Map(this.#items);
    copy.#tombstones = new Map(this.#tombstones);
    return copy;
  }

  /** All that one transaction changes gets one version. What it overwrote; throws Refusal and then changes nothing. */
  carryOut(name: string, args: Json, version: number): Record<string, string> | undefined {
    const [items, tombstones] = [new Map(this.#items), new Map(this.#tombstones)];
    const get = (id: string) => items.get(id);
    const put = (item: Item) => void items.set(item.id, { ...item, version });
    const remove = (id: string) => void (items.delete(id) && tombstones.set(id, version));
    const other = carryOut({ get, put, remove }, name, args);
    const versions = [...[...items.values()].map((item) => item.version), ...tombstones.values()];
    this.version = Math.max(this.version, ...versions);
    [this.#items, this.#tombstones] = [items, tombstones];
    return other;
  }

  prune(upto: number): void {
    this.#pruned = upto;
    for (const [id, version] of this.#tombstones) if (version <= upto) this.#tombstones.delete(id);
  }

  texts(): string[] {
    return [...this.#items.values()].map(({ text }) => text);
  }

  /** What the phone lacks, at most `limit` rows, as `sync/server/pull.py` cuts it. */
  page({ epoch, cursor, snapshot = 0 }: Request, limit: number): Page {
    const seen = Math.max(cursor, snapshot);
    const isKnown = epoch === this.epoch && cursor > 0 && this.#pruned <= seen && seen <= this.version;
    const [after, settled] = isKnown ? [cursor, seen] : [0, this.version];
    const newer = [...this.#items.values()].filter(({ version }) => version > after);
    const upto = this.#boundary(newer.map(({ version }) => version).sort((a, b) => a - b), limit);
    const sent = newer.filter(({ version }) => version <= upto);
    const gone = [...this.#tombstones].filter(([, version]) => version > settled && version <= upto);
    return {
      cursor: upto,
      rows: sent.length ? { item: inColumns(sent) } : {},
      deleted: gone.length ? { item: gone } : {},
      checksum: this.#checksum(),
      ...(upto < this.version ? { more: true } : {}),
      ...(isKnown ? {} : { reset: true }),
      ...(upto < settled ? { snapshot: settled } : {}),
    };
  }

  #boundary(versions: readonly number[], limit: number): number {
    const cut = versions[limit];
    return cut === undefined ? this.version : (versions.filter((version) => version < cut).at(-1) ?? cut);
  }

  #checksum(): number {
    const marks = [...this.#items.values()].map(({ id, version }) => crc32(`item/${id}:${version}`));
    return marks.reduce((sum, mark) => (sum + mark) % 2 ** 32, 0);
  }
}

/** Items as the server sends them. */
export function inColumns(items: readonly Item[]): Columns {
  const k = ["id", "version", "text", "done"];
  const steps = items.map(({ version }, at) => version - (items[at - 1]?.version ?? 0));
  const v = k.map((name) => (name === "version" ? steps : items.map((item) => item[name]!)));
  return { k, v, ...(items.length > 1 ? { d: ["version"] } : {}) };
}
