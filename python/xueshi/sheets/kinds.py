"""The sheets that can be imported."""

__all__ = ["kinds"]


def kinds() -> tuple[str, ...]:
    """The names of the sheets that can be imported."""
    return ("orgs", "teachers", "enrollments", "results")
