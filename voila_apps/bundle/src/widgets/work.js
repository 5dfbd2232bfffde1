import { render } from "../views/work.js";

export default { render };
