import { render } from "../views/preview.js";

export default { render };
