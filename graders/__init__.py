"""Answer kinds: reads what a student typed, and judges it against a question's key and mal-rule answers."""

from .judge import KINDS, Judgement, judge, unread
from .kind import Kind, Reading, Unreadable

__all__ = ["KINDS", "Judgement", "Kind", "Reading", "Unreadable", "judge", "unread"]
