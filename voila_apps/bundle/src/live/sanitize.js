import DOMPurify from "dompurify";

// Stands in for sanitize-html: widget descriptions keep the few tags that ipywidgets allows in them.
export default function sanitize(html, { allowedTags = [], allowedAttributes = {} } = {}) {
  const attributes = Object.values(allowedAttributes).flat().filter((name) => !name.includes("*"));
  return DOMPurify.sanitize(html, { ALLOWED_TAGS: allowedTags, ALLOWED_ATTR: attributes, ALLOW_ARIA_ATTR: true, ALLOW_DATA_ATTR: false });
}
