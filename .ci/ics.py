"""Reads FILE with python-icalendar, after a check of our own of what no program checks.

python3 ics.py FILE METHOD prints what it understood as JSON, for comparison with other readers.
"""
import json
import sys

import icalendar

path, method = sys.argv[1:]
with open(path, "rb") as f:
    raw = f.read()


def own_check():
    """RFC 5545, 3.1: lines end in CRLF, have 75 octets at most, and are UTF-8 also before they are unfolded."""
    if not raw.endswith(b"\r\n"):
        raise SystemExit("the last line has no end")
    lines = raw[:-2].split(b"\r\n")
    for line in lines:
        if len(line) > 75:
            raise SystemExit(f"a line of {len(line)} octets: {line!r}")
        if b"\r" in line or b"\n" in line:
            raise SystemExit(f"a bare line end: {line!r}")
        text = line.decode()
        if any(c < " " and c != "\t" or c == "\x7f" for c in text):
            raise SystemExit(f"a control character: {line!r}")
    unfolded = raw.replace(b"\r\n ", b"").decode().rstrip("\r\n").split("\r\n")
    seen, uids = None, set()
    for line in unfolded:
        name = line.split(":", 1)[0].split(";", 1)[0]
        if line in ("BEGIN:VEVENT", "BEGIN:VTODO"):
            seen = []
        elif line in ("END:VEVENT", "END:VTODO"):
            for wanted in ("UID", "DTSTAMP", "SUMMARY", "SEQUENCE"):
                if seen.count(wanted) != 1:
                    raise SystemExit(f"{line[4:]} has {seen.count(wanted)} {wanted}")
            if not ("DTSTART" in seen) ^ ("DUE" in seen):
                raise SystemExit(f"{line[4:]} has no time")
            seen = None
        elif seen is not None:
            seen.append(name)
            if name == "UID":
                if line in uids:
                    raise SystemExit(f"twice: {line}")
                uids.add(line)
            if name == "DTSTAMP" and not line.endswith("Z"):
                raise SystemExit(f"not in UTC: {line}")


own_check()
calendar = icalendar.Calendar.from_ical(raw)
if calendar.errors or str(calendar["METHOD"]) != method or str(calendar["VERSION"]) != "2.0" or not calendar.get("PRODID"):
    raise SystemExit(f"the calendar: {calendar.errors}, {calendar.get('METHOD')}")
found = []
for c in calendar.walk():
    if c.name not in ("VEVENT", "VTODO"):
        continue
    missing = [name for name in c.required if name not in c]
    if c.errors or missing:
        raise SystemExit(f"{c.get('UID')}: {c.errors}, without {missing}")
    people = c.get("ATTENDEE", [])
    people = people if isinstance(people, list) else [people]
    if method == "REQUEST" and (not people or "ORGANIZER" not in c):
        raise SystemExit("an invitation of nobody, or by nobody")
    found.append({
        "kind": c.name.lower(),
        "uid": str(c["UID"]),
        "summary": str(c["SUMMARY"]),
        "description": str(c.get("DESCRIPTION", "")),
        "when": (c.get("DTSTART") or c["DUE"]).to_ical().decode(),
        "sequence": int(c["SEQUENCE"]),
        "attendees": sorted(str(p) for p in people),
    })
json.dump(sorted(found, key=lambda c: c["uid"]), sys.stdout, ensure_ascii=False, indent=1)
print()
