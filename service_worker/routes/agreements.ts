/** «Aftaler»: what the citizen has promised is ticked. */
import { one, type Read } from "./route.ts";

/** «Gjort», or not after all. */
export const complete: Read = (ask, typed) => {
  const agreement = one(ask, "agreement");
  const args = { agreement, done: typed["done"] === "1" };
  return { mutation: { name: "agreement.complete", args }, to: `/opgaver#g-${agreement}` };
};
