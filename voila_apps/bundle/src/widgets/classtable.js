import { render } from "../views/class.js";

export default { render };
