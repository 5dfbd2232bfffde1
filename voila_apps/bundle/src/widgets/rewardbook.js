import { render } from "../views/rewardbook.js";

export default { render };
