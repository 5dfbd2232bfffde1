import { render } from "../views/practice.js";

export default { render };
