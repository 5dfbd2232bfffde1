"""What a notebook shows: the mastery check in a lesson, and the pages' Home, Practice, My work and Class."""

from .check import MasteryCheck
from .classtable import ClassTable
from .home import Home
from .practice import Practice
from .work import MyWork

__all__ = ["ClassTable", "Home", "MasteryCheck", "MyWork", "Practice"]
