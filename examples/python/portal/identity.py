"""Who asks: FOR DEMONSTRATION ONLY. Here everybody is who he or she says to be.

A real host authenticates people, looks up what they are in its own accounts, and makes the actor
from that; nothing that a caller sends may say it.
"""

from typing import Annotated, get_args

from fastapi import Depends, Header, Query
from xueshi import Actor, Role

from portal.problems import Problem

ROLES: tuple[Role, ...] = get_args(Role)
TOLD = "DEMONSTRATION ONLY, not authentication: who asks, e.g. school_admin:S1 or teacher:T1"


def actor_from(text: str | None) -> Actor:
    """ "school_admin:S1" is the administrator of S1, "teacher:T1" the teacher."""
    role, _, code = (text or "").partition(":")
    for known in ROLES:
        if role == known and code:
            return Actor(known, teacher=code) if known == "teacher" else Actor(known, org=code)
    raise Problem(
        401,
        "没有说明是谁在操作。",
        "It isn't said who asks: give the role and the code, as in school_admin:S1.",
        name="unauthenticated",
    )


def from_header(x_demo_actor: Annotated[str | None, Header(description=TOLD)] = None) -> Actor:
    return actor_from(x_demo_actor)


def from_address(as_: Annotated[str | None, Query(alias="as", description=TOLD)] = None) -> Actor:
    """For the pages, as a browser sends no header of ours."""
    return actor_from(as_)


ByHeader = Annotated[Actor, Depends(from_header)]
ByAddress = Annotated[Actor, Depends(from_address)]
