"""A method for each command and each query, made from the vocabulary at import."""

from xueshi._functions import Explaining, Raising, Tabling, Telling, add_methods

__all__ = ["Explanations", "Methods", "Outcomes", "Tables"]


class Methods(Raising):
    """Each command gives its receipt, each query its answer; or they raise `Refused`."""

    __slots__ = ()


class Outcomes(Telling):
    """The same methods for those who prefer no exceptions: each gives an `Outcome`."""

    __slots__ = ()


class Explanations(Explaining):
    """Each command decided as if it were given: an `Outcome`, and nothing changed."""

    __slots__ = ()


class Tables(Tabling):
    """Each query as an `ArrowTable` of all its rows, over all pages; or it raises `Refused`."""

    __slots__ = ()


add_methods(Methods, Outcomes, Explanations, Tables)
