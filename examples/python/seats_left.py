"""Schools that still have seats, in projects whose enrolment closes within so many days.

    python seats_left.py sqlite:county.db county_admin:320102 7

A portal runs it each morning, and sends each line to whom it names.
"""

import datetime
import sys

import xueshi


def main(storage: str, who: str, days: str) -> None:
    role, _, org = who.partition(":")
    actor = {"role": role, "org": org}
    last = datetime.date.today() + datetime.timedelta(days=int(days))
    with xueshi.Engine.open(storage, patience=10.0) as engine:
        for project in engine.projects(actor, limit=1000).projects:
            if project.open and project.enrollment and project.enrollment.to <= last:
                for one in engine.quota(actor, project=project.code).children:
                    if one.left:
                        print(project.enrollment.to, project.code, one.org, one.left, sep="\t")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (xueshi.Error, xueshi.Refused, OverflowError, TypeError, ValueError) as failure:
        sys.exit(f"{failure}\n{__doc__}")
