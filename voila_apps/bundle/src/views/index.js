import * as check from "./check.js";

// `_anywidget_id` → the view this bundle holds: the check of every lesson at once, the others when a page shows them.
export const VIEWS = {
  "gapless.widgets.check.MasteryCheck": async () => check,
  "gapless.widgets.classforms.ClassForms": () => import("./classforms.js"),
  "gapless.widgets.classtable.ClassTable": () => import("./class.js"),
  "gapless.widgets.day.Day": () => import("./day.js"),
  "gapless.widgets.forms.Forms": () => import("./forms.js"),
  "gapless.widgets.home.Home": () => import("./home.js"),
  "gapless.widgets.ledger.Ledger": () => import("./ledger.js"),
  "gapless.widgets.placement.Placement": () => import("./placement.js"),
  "gapless.widgets.practice.Practice": () => import("./practice.js"),
  "gapless.widgets.queue.PracticeQueue": () => import("./queue.js"),
  "gapless.widgets.review.Review": () => import("./review.js"),
  "gapless.widgets.rewardbook.RewardBook": () => import("./rewardbook.js"),
  "gapless.widgets.work.MyWork": () => import("./work.js"),
};
