import { render } from "../views/ledger.js";

export default { render };
