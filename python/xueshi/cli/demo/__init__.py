"""demo: a small project year, played through the package's public interface alone."""

from xueshi.cli.demo.command import makers

__all__ = ["makers"]
