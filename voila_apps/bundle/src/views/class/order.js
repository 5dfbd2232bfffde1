const byName = (a, b) => a.name.localeCompare(b.name);
const holeCount = (student) => student.holes.filter((hole) => hole.status === "confirmed").length;
const lastAt = (student) => student.last_at ?? "";

// How the rows may be ordered.
export const SORTS = {
  name: byName,
  holes: (a, b) => holeCount(b) - holeCount(a) || byName(a, b),
  last: (a, b) => lastAt(b).localeCompare(lastAt(a)) || byName(a, b),
};

// The students that match, in the wished order.
export function arrange(students, { sort, hole, name }) {
  const sought = name.trim().toLowerCase();
  return students
    .filter((student) => !sought || student.name.toLowerCase().includes(sought))
    .filter((student) => !hole || student.holes.some((one) => one.skill === hole && one.status !== "closed"))
    .sort(SORTS[sort]);
}

// The holes of the class, most shared first: {skill, title, count}.
export function holesOf(students) {
  const found = new Map();
  for (const student of students)
    for (const skill of new Set(student.holes.filter((hole) => hole.status !== "closed").map((hole) => hole.skill))) {
      const { title } = student.holes.find((hole) => hole.skill === skill);
      const entry = found.get(skill) ?? { skill, title, count: 0 };
      entry.count += 1;
      found.set(skill, entry);
    }
  return [...found.values()].sort((a, b) => b.count - a.count || a.title.localeCompare(b.title));
}
