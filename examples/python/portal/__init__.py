"""A small portal over one engine: an HTTP interface for programs, three pages for people.

It shows how a host uses the library, and is no finished portal: `identity.py` believes whatever the
caller says to be. `python -m portal --help` tells how to start it.
"""
