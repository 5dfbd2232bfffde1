import { render } from "../views/forms.js";

export default { render };
