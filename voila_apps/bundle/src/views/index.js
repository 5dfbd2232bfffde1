import { render as check } from "./check.js";
import { render as classTable } from "./class.js";
import { render as home } from "./home.js";
import { render as placement } from "./placement.js";
import { render as practice } from "./practice.js";
import { render as work } from "./work.js";

// `_anywidget_id` → the view this bundle already holds.
export const VIEWS = {
  "gapless.widgets.check.MasteryCheck": check,
  "gapless.widgets.home.Home": home,
  "gapless.widgets.placement.Placement": placement,
  "gapless.widgets.practice.Practice": practice,
  "gapless.widgets.work.MyWork": work,
  "gapless.widgets.classtable.ClassTable": classTable,
};
