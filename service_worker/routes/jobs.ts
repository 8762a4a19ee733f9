/** «Job»: what the citizen does with the jobs handed out. */
import { freshId } from "../clock.ts";
import { NotFound } from "../domain/errors.ts";
import { localDate } from "../domain/time.ts";
import { shell } from "../shell.ts";
import { jobPage, jobsPage } from "../views/jobs.ts";
import { type Draw, one, type Read } from "./route.ts";

/** All jobs handed out: still to do, applied for, set aside. */
export const showAll: Draw = (ask) => ["pages/jobs.html", jobsPage(shell(ask, "Job", "jobs"), ask.record, ask)];

/** One job with its forms. */
export const showOne: Draw = (ask, faulty) => {
  const job = one(ask, "job");
  if (!ask.record.jobs.some(({ id }) => id === job)) throw new NotFound("Jobbet findes ikke på din liste.");
  return ["pages/job.html", jobPage(shell(ask, "Job", "jobs"), ask.record, { ...ask, job, faulty })];
};

/** «Jeg har søgt»: one tap sends no fields and means today, an advertised job, no note. */
export const apply: Read = (ask, typed) => {
  const job = one(ask, "job");
  const args = {
    id: freshId(ask.now),
    job,
    applied_on: typed["applied_on"] || localDate(ask.now),
    channel: typed["channel"] || "posted",
    note: typed["note"] ?? "",
  };
  return { mutation: { name: "job.apply", args }, to: `/job#j-${job}` };
};

/** «Fortryd»: the joblog entry of the job goes away again. */
export const undo: Read = (ask, typed) => ({
  mutation: { name: "joblog.remove", args: { id: typed["entry"] ?? "" } },
  to: `/job#j-${one(ask, "job")}`,
});

/** «Ikke relevant», with a reason for the caseworker. */
export const decline: Read = (ask, typed) => {
  const job = one(ask, "job");
  return { mutation: { name: "job.decline", args: { job, reason: typed["reason"] ?? "" } }, to: `/job#j-${job}` };
};

/** Takes «Ikke relevant» back. */
export const reopen: Read = (ask) => {
  const job = one(ask, "job");
  return { mutation: { name: "job.reopen", args: { job } }, to: `/job#j-${job}` };
};
