export default (html) => html;
