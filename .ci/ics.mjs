// Reads a calendar with ical.js and prints what it understood, as ics.py does: node ics.mjs NODE_MODULES FILE METHOD
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, file, method] = process.argv.slice(2);
const entry = createRequire(join(modules, "x")).resolve("ical.js");
const loaded = await import(pathToFileURL(entry));
const ICAL = loaded.default ?? loaded;

ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
if (calendar.name !== "vcalendar" || calendar.getFirstPropertyValue("method") !== method) throw new Error(`no ${method}`);
const compact = (t) => t.toICALString();
const found = calendar.getAllSubcomponents().map((c) => {
  const value = (name) => c.getFirstPropertyValue(name);
  if (!value("uid") || !value("dtstamp")) throw new Error("a component without UID or DTSTAMP");
  if (c.name === "vevent") {
    const event = new ICAL.Event(c);
    if (!(event.endDate.compare(event.startDate) > 0)) throw new Error(`${event.uid} takes no time`);
  }
  return {
    kind: c.name,
    uid: value("uid"),
    summary: value("summary"),
    description: value("description") ?? "",
    when: compact(value("dtstart") ?? value("due")),
    sequence: value("sequence"),
    attendees: c.getAllProperties("attendee").map((p) => p.getFirstValue()).sort(),
  };
});
found.sort((a, b) => (a.uid < b.uid ? -1 : 1));
console.log(JSON.stringify(found, null, 1));
