"""What a notebook shows: the mastery check in a lesson, and the pages' Home, Placement, Practice, My work and Class."""

from .check import MasteryCheck
from .classtable import ClassTable
from .home import Home
from .placement import Placement
from .practice import Practice
from .work import MyWork

__all__ = ["ClassTable", "Home", "MasteryCheck", "MyWork", "Placement", "Practice"]
