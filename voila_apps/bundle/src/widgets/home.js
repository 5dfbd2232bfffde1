import { render } from "../views/home.js";

export default { render };
