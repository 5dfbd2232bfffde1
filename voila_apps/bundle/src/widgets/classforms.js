import { render } from "../views/classforms.js";

export default { render };
