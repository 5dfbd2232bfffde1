import { render } from "../views/queue.js";

export default { render };
