"""What a notebook shows: the mastery check in a lesson, and the views of the pages."""

from .check import MasteryCheck
from .classforms import ClassForms
from .classtable import ClassTable
from .day import Day
from .forms import Forms
from .home import Home
from .ledger import Ledger
from .placement import Placement
from .practice import Practice
from .queue import PracticeQueue
from .review import Review
from .rewardbook import RewardBook
from .work import MyWork

__all__ = [
    "ClassForms",
    "ClassTable",
    "Day",
    "Forms",
    "Home",
    "Ledger",
    "MasteryCheck",
    "MyWork",
    "Placement",
    "Practice",
    "PracticeQueue",
    "Review",
    "RewardBook",
]
