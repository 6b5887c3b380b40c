"""The classes of all that commands take and queries answer, made from the vocabulary.

They are frozen, have slots, compare by value, can be copied and pickled. Closed sets of words are
`Literal`s: `OrgKind` is `Literal["authority", "school", "base"]`.
"""

from xueshi._records import CHOICES, CLASSES, Record

__all__ = ["Record", *CHOICES, *CLASSES]

globals().update(CHOICES)
globals().update(CLASSES)
