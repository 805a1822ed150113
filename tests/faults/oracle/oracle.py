"""Says when rules come, by dateutil and zoneinfo alone: an answer that shares no code with ours.

Reads {"rules": [...], "zones": [...], "start": ..., "until": ...} and writes, for each zone and rule, the instants in
seconds. A local time in a gap moves forward by the gap and one in an overlap means its first coming: with fold=0,
PEP 495 gives both the offset from before the change, which is just that.
"""

import json
import sys
import zoneinfo
from datetime import datetime, timezone

from dateutil.rrule import rrulestr

zoneinfo.reset_tzpath([])  # only the tzdata package, in the version of the other side


def main():
    asked = json.load(sys.stdin)
    start = datetime.fromisoformat(asked["start"])
    until = datetime.fromisoformat(asked["until"])
    answer = {}

    for zone in asked["zones"]:
        tz = zoneinfo.ZoneInfo(zone)
        answer[zone] = [
            sorted({int(at.replace(tzinfo=tz, fold=0).astimezone(timezone.utc).timestamp()) for at in times(rule, start, until)})
            for rule in asked["rules"]
        ]

    json.dump(answer, sys.stdout)


def times(rule, start, until):
    first = start.replace(hour=rule["hour"], minute=rule["minute"])

    return rrulestr(rule["text"], dtstart=first).between(first, until, inc=True)


main()
