import { render } from "../views/check.js";

export default { render };
