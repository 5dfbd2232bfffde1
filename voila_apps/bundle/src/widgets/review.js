import { render } from "../views/review.js";

export default { render };
