import "./css/page.css";
import { meta } from "./call.js";
import { all } from "./outbox.js";
import { deliverLeftovers } from "./page/deliver.js";
import { bringToLife } from "./page/outputs.js";
import { signIn } from "./page/signin.js";
import { tellTime } from "./page/spent.js";
import { steps } from "./page/steps.js";

const SETTLED_MS = 4000;

signIn();
steps();
bringToLife();
tellTime();
// Later, when the cards have taken up their own; the usual page has nothing to deliver.
if (meta("gapless-tutor") && all().length) setTimeout(deliverLeftovers, SETTLED_MS);
