import { render } from "../views/placement.js";

export default { render };
