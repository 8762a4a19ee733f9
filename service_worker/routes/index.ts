/** Every address that the worker answers, as the server does. */
import * as agreements from "./agreements.ts";
import * as assignments from "./assignments.ts";
import * as home from "./home.ts";
import * as jobs from "./jobs.ts";
import { rest } from "./rest.ts";
import type { Draw, Read, Route } from "./route.ts";

const attachments = rest(() => import("./attachments.ts"));
const adverts = rest(() => import("./adverts.ts"));
const joblog = rest(() => import("./joblog.ts"));
const learning = rest(() => import("./learning.ts"));
const jobnet = rest(() => import("./jobnet.ts"));
const entry = rest(() => import("./entry.ts"));
const course = rest(() => import("./course.ts"));
const decisions = rest(() => import("./decisions.ts"));
const goals = rest(() => import("./goals.ts"));
const more = rest(() => import("./more.ts"));
const placements = rest(() => import("./placements.ts"));
const plan = rest(() => import("./plan.ts"));
const requirements = rest(() => import("./requirements.ts"));
const sync = rest(() => import("./sync.ts"));
const tracks = rest(() => import("./tracks.ts"));

const page = (path: string, draw: Draw): Route => ({ method: "GET", path, draw });
/** The server's alone, though it looks like the address of something on this phone. */
const elsewhere = (method: Route["method"], path: string): Route => ({ method, path });
/** `draw`: the page a form stands on, drawn again when it is not accepted. */
const form = (path: string, read: Read, draw?: Draw): Route => ({ method: "POST", path, read, ...(draw && { draw }) });

export const ROUTES: readonly Route[] = [
  page("/", home.show),
  page("/job", jobs.showAll),
  page("/job/:job", jobs.showOne),
  form("/job/:job/soegt", jobs.apply, jobs.showOne),
  form("/job/:job/fortryd", jobs.undo),
  form("/job/:job/ikke-relevant", jobs.decline, jobs.showOne),
  form("/job/:job/genaabn", jobs.reopen),
  page("/opgaver", assignments.show),
  form("/opgaver/:assignment", assignments.complete),
  form("/opgaver/:assignment/note", assignments.annotate, assignments.show),
  form("/aftaler/:agreement", agreements.complete),
  page("/joblog", joblog("showAll")),
  page("/joblog/ny", joblog("showNew")),
  form("/joblog", joblog("add"), joblog("showNew")),
  page("/joblog/laer", learning("show")),
  page("/joblog/jobnet", jobnet("show")),
  elsewhere("GET", "/joblog/tag-med"),
  elsewhere("GET", "/joblog/importer"),
  elsewhere("POST", "/joblog/importer"),
  page("/joblog/del", adverts("showShared")),
  page("/joblog/fra-link", adverts("showLink")),
  { method: "POST", path: "/joblog/fra-link", offline: adverts("unread") },
  page("/joblog/:entry", entry("show")),
  form("/joblog/:entry", entry("edit"), entry("show")),
  form("/joblog/:entry/trin", entry("step"), entry("show")),
  form("/joblog/:entry/fortryd", entry("unstep")),
  form("/joblog/:entry/arkiv", entry("archive")),
  form("/joblog/:entry/jobnet", entry("copied")),
  form("/joblog/:entry/bilag", attachments("attach"), entry("show")),
  form("/joblog/:entry/slet", entry("remove")),
  page("/forloeb", course("show")),
  form("/forloeb/oenske", course("wish"), course("show")),
  form("/forloeb/oenske/:wish/fortryd", course("withdraw")),
  form("/moede/:meeting/klar", course("getReady")),
  form("/moede/:meeting/kommer", course("come")),
  page("/krav", requirements("show")),
  page("/spor", tracks("show")),
  page("/praktik", placements("show")),
  page("/vurderinger/:decision", decisions("show")),
  form("/vurderinger/:decision/svar", decisions("answer"), decisions("show")),
  page("/maal", goals("show")),
  form("/maal/:goal", goals("set"), goals("showSet")),
  form("/maal/:goal/flyt", goals("move"), goals("showMove")),
  form("/maal/:goal/slut", goals("end"), goals("showEnd")),
  page("/plan", plan("show")),
  form("/plan/cv", plan("check")),
  form("/plan/cv/note", plan("annotate"), plan("show")),
  page("/mere", more("show")),
  { ...page("/synkronisering", sync("show")), phoneOnly: true },
  { method: "GET", path: "/synkronisering/fil", save: sync("file") },
  form("/synkronisering", sync("send")),
  form("/synkronisering/afvist/:number", sync("settle")),
  { method: "GET", path: "/synkronisering/bilag/:file", save: attachments("save") },
  form("/synkronisering/bilag/:file", attachments("takeBack")),
];
