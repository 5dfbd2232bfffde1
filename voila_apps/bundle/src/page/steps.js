// Marks in the lesson's list of steps the one being read.
export function steps() {
  const links = [...document.querySelectorAll(".steps a")];
  const headings = links.map((link) => document.getElementById(link.hash.slice(1)));
  if (!links.length || headings.includes(null)) return;
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) mark(links, headings.indexOf(entry.target));
    },
    { rootMargin: "0px 0px -60% 0px" },
  );
  for (const heading of headings) seen.observe(heading);
}

function mark(links, at) {
  links.forEach((link, index) => {
    if (index === at) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  });
}
