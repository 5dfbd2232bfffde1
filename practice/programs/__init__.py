"""Tasks in Python: verified by running them in the sandbox, and shown only after a teacher approved them."""

from .task import Task, parse_task
from .verify import ProgramReport, verify_program

__all__ = ["ProgramReport", "Task", "parse_task", "verify_program"]
