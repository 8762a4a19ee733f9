/** What the build tells the worker of the files around it. */

declare const BUILD: { version: string; assets: Record<string, string>; precache: string[] };

/** `version` changes when any asset changes; `assets`: logical name to address; `precache`: what a page needs offline. */
export const { version, assets, precache } = BUILD;
