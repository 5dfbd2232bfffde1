"""A batch of handed-in notebooks graded as `nbgrader autograde` grades it, without nbgrader's own pipeline.

Read once what the gradebook knows of an assignment (`gradebook`, `plan`), grade each submission as a task of plain
values (`task`: bytes in, values out), and write what comes of it (`gradebook`, `place`, `feedback`).
"""
