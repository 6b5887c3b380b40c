"""The rules of project training once more, in plain Python, to be compared with the engine.

Written from the rules' texts: readable, slow, and sharing nothing with the library. Where the texts
are silent the project's decisions (docs/architecture.md) hold.
"""
