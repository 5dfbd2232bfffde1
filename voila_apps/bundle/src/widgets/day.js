import { render } from "../views/day.js";

export default { render };
