/** The page «Mere». The twin of `backend/views/more.py`. */
import type { CitizenRecord } from "../domain/record.ts";
import type { Shell } from "./shell.ts";

export interface MorePage {
  readonly shell: Shell;
  readonly name: string;
  readonly caseworker: string;
  readonly organisation: string;
  readonly akasse: string;
  readonly vapid_key: string;
}

export function morePage(shell: Shell, { course }: CitizenRecord, { name, vapidKey }: { name: string; vapidKey: string }): MorePage {
  return {
    shell,
    name,
    caseworker: course?.caseworker ?? "",
    organisation: course?.organisation ?? "",
    akasse: course?.akasse ?? "",
    vapid_key: vapidKey,
  };
}
