package intake

import (
	"fmt"
	"testing"
	"time"
)

// written shows a time as far as it was read.
func (w when) String() string {
	s := ""
	date := func(d day) {
		if d.known() {
			s += fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
			if d.either {
				s += "?"
			}
			if d.last > 0 {
				s += fmt.Sprintf("..%02d", d.last)
			}
			s += " "
		}
	}
	moment := func(k clock) {
		if k.written {
			s += fmt.Sprintf("%02d:%02d:%02d ", int(k.since.Hours()), int(k.since.Minutes())%60, int(k.since.Seconds())%60)
		}
	}
	date(w.day)
	moment(w.clock)
	if w.endDay.known() || w.end.written {
		s += "- "
	}
	date(w.endDay)
	moment(w.end)
	return s + w.zone.name
}

func TestReadWhen(t *testing.T) {
	for _, c := range []struct {
		text, want string
		rest       string
	}{
		{"2023-03-01 14:02 Alert", "2023-03-01 14:02:00 ", " Alert"},
		{"2023-03-01T14:02:05.123Z: Alert", "2023-03-01 14:02:05 UTC", ": Alert"},
		{"2023-03-01T14:02:00+02:00", "2023-03-01 14:02:00 +02:00", ""},
		{"2023-03-01 14:02:00 -0800 x", "2023-03-01 14:02:00 -0800", " x"},
		{"2023-03-01 - 14:02 - Alert", "2023-03-01 14:02:00 ", " - Alert"},
		{"2023/3/1, 9:06a: x", "2023-03-01 09:06:00 ", ": x"},
		{"2023-03-01", "2023-03-01 ", ""},
		{"Sep 27 2017 13:06", "2017-09-27 13:06:00 ", ""},
		{"September 29, 2025", "2025-09-29 ", ""},
		{"May 1 2019, 3:18 PM", "2019-05-01 15:18:00 ", ""},
		{"March 18, 16:30", "0000-03-18 16:30:00 ", ""},
		{"19. April, 11:00 Fix", "0000-04-19 11:00:00 ", " Fix"},
		{"27th of September 2017", "2017-09-27 ", ""},
		{"Friday, 6 May 2021 at 11:15", "2021-05-06 11:15:00 ", ""},
		{"January 14-19, 2026", "2026-01-14..19 ", ""},
		{"10/22/2022", "2022-10-22 ", ""},
		{"22/10/2022", "2022-10-22 ", ""},
		{"10/04/2022 08:00", "2022-10-04? 08:00:00 ", ""},
		{"04/04/2022", "2022-04-04 ", ""},
		{"22.10.2022, 8.30 Uhr", "2022-10-22 ", ", 8.30 Uhr"},
		{"1/20 7:00 PST", "0000-01-20 07:00:00 PST", ""},
		{"12/22/2022 - 01/15/2023", "2022-12-22 - 2023-01-15 ", ""},
		{"14:02", "14:02:00 ", ""},
		{"14:02: Alert", "14:02:00 ", ": Alert"},
		{"2023-03-01 14:02: Alert", "2023-03-01 14:02:00 ", ": Alert"},
		{"~13:30-13:45 x", "13:30:00 - 13:45:00 ", " x"},
		{"8:20 - 8:24", "08:20:00 - 08:24:00 ", ""},
		{"0:25 - 0:29 AM", "00:25:00 - 00:29:00 ", ""},
		{"11:30 - 1:15 PM", "11:30:00 - 13:15:00 ", ""},
		{"{{ 2021-05-04 Between 02:00 and 02.30 PM }}", "2021-05-04 14:00:00 - 14:30:00 ", ""},
		{"11.15 JP saw", "11:15:00 ", " JP saw"},
		{"9.15am JP saw", "09:15:00 ", " JP saw"},
		{"10am: x", "10:00:00 ", ": x"},
		{"12:05 AM", "00:05:00 ", ""},
		{"17:14pm", "17:14:00 ", ""},
		{"14h30 x", "14:30:00 ", " x"},
		{"1430Z x", "14:30:00 UTC", " x"},
		{"1430 hrs", "14:30:00 ", ""},
		{"16:58 UTC - x", "16:58:00 UTC", " - x"},
		{"22:30 UTC (Oct 29) - x", "0000-10-29 22:30:00 UTC", " - x"},
		{"10:00 (CET) x", "10:00:00 CET", " x"},
		{"10:00 Europe/Berlin", "10:00:00 Europe/Berlin", ""},
		{"10:00 GMT+2, x", "10:00:00 GMT+2", ", x"},
		{"7:09 AM Eastern: x", "07:09:00 Eastern", ": x"},
		{"On September 5th, a mail", "0000-09-05 ", ", a mail"},
		{"**2023-03-01**: x", "2023-03-01 ", ": x"},
		{"Date: 2023-03-01", "2023-03-01 ", ""},
		{"10:15 - 5 pods died", "10:15:00 ", " - 5 pods died"},
		{"14:02 DNS fails", "14:02:00 ", " DNS fails"},
	} {
		w, size, ok := readWhen(c.text, "")
		if !ok || w.String() != c.want || c.text[size:] != c.rest {
			t.Errorf("%q: %v %q, rest %q; want %q, rest %q", c.text, ok, w, c.text[min(size, len(c.text)):], c.want, c.rest)
		}
	}
}

func TestNoWhen(t *testing.T) {
	for _, text := range []string{
		"", "Alert", "5 pods died", "1.15 released", "10.0.0.1 is down", "99:99", "2023-13-01", "2023-02-30 x", "404 errors", "1430 users",
		"12:3", "may be slow", "March of progress", "Sunday", "3 May", "x 14:02", "14:02:3", "14:02:05:06", "2:1 ratio", "10.15%", "v1.2.3", "31/31/2022", "24:61",
	} {
		w, _, ok := readWhen(text, "")
		if text == "3 May" {
			if !ok || w.day.month != 5 {
				t.Errorf("%q is a day without a year", text)
			}
			continue
		}
		if ok {
			t.Errorf("%q was read as %v", text, w)
		}
	}
}

func TestDateOrder(t *testing.T) {
	for order, want := range map[DateOrder]string{DayFirst: "2022-04-10 ", MonthFirst: "2022-10-04 "} {
		if w, _, _ := readWhen("10/04/2022", order); w.String() != want {
			t.Errorf("%s: %q, want %q", order, w, want)
		}
		// What can only be read one way is read that way.
		if w, _, _ := readWhen("10/22/2022", order); w.String() != "2022-10-22 " {
			t.Errorf("%s: %q", order, w)
		}
	}
}

func TestMoment(t *testing.T) {
	at := func(hour, minute int) clock {
		return clock{written: true, since: time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute}
	}
	named := func(text string) zone {
		c := &cursor{s: " " + text}
		z, ok := c.readZone()
		if !ok {
			t.Fatalf("%s is no zone", text)
		}
		return z
	}
	for _, c := range []struct {
		zone string
		day  day
		at   clock
		want string // "" when it is not certain
	}{
		{"UTC", day{year: 2021, month: 7, day: 3}, at(2, 0), "2021-07-03T02:00:00Z"},
		{"PST", day{year: 2019, month: 1, day: 22}, at(7, 33), "2019-01-22T15:33:00Z"},
		{"PST", day{year: 2019, month: 7, day: 22}, at(7, 33), ""},
		{"PDT", day{year: 2019, month: 7, day: 22}, at(7, 33), "2019-07-22T14:33:00Z"},
		{"PT", day{year: 2019, month: 7, day: 22}, at(7, 33), "2019-07-22T14:33:00Z"},
		{"CET", day{year: 2021, month: 7, day: 3}, at(2, 0), ""},
		{"CEST", day{year: 2021, month: 7, day: 3}, at(2, 0), "2021-07-03T00:00:00Z"},
		{"Europe/Berlin", day{year: 2021, month: 7, day: 3}, at(2, 0), "2021-07-03T00:00:00Z"},
		{"Europe/Berlin", day{year: 2021, month: 3, day: 28}, at(2, 30), ""},
		{"Europe/Berlin", day{year: 2021, month: 10, day: 31}, at(2, 30), ""},
		{"GMT-3:30", day{year: 2021, month: 1, day: 1}, at(23, 0), "2021-01-02T02:30:00Z"},
		{"Europe/Berlin", day{year: 2021, month: 3, day: 28}, at(9, 0), "2021-03-28T07:00:00Z"},
	} {
		got := ""
		if m, why := named(c.zone).moment(c.day, c.at); why == "" {
			got = m.Format(time.RFC3339)
		}
		if got != c.want {
			t.Errorf("%v %v %s: %q, want %q", c.day, c.at.since, c.zone, got, c.want)
		}
	}
}

// TestPlaces: every place is in the database, and uses the abbreviation that leads to
// it, or only numbers.
func TestPlaces(t *testing.T) {
	for name, area := range places {
		if area == "" {
			continue
		}
		place := load(area)
		if place == nil {
			t.Errorf("%s: there is no %s", name, area)
			continue
		}
		if now, _ := time.Date(2015, 1, 15, 0, 0, 0, 0, place).Zone(); len(name) > 2 && isLetter(now[0]) && !uses(place, name, 2015) {
			t.Errorf("%s has %s and never %s", area, now, name)
		}
	}
}

// TestUncertainZones: these stand for several zones of the world, and are never
// converted by themselves.
func TestUncertainZones(t *testing.T) {
	for _, name := range []string{"CST", "IST", "BST", "Eastern", "Mars/Olympus"} {
		c := &cursor{s: name}
		if z, ok := c.readZone(); !ok || z.place != nil {
			t.Errorf("%s: %v, %v", name, ok, z)
		}
	}
}

func TestTimesIn(t *testing.T) {
	for line, want := range map[string]string{
		"All times in PST":                          "PST",
		"all times are in UTC":                      "UTC",
		"All times in Central European Time (CET)":  "Central European",
		"All times in CEST (UTC+2)":                 "UTC+2",
		"All times in PST (UTC-7)":                  "UTC-7",
		"Times are local (Europe/Madrid).":          "Europe/Madrid",
		"Timezone: America/New_York":                "America/New_York",
		"All timestamps are GMT+2":                  "GMT+2",
		"All times in UC/Pacific":                   "UC/Pacific",
		"Response times rose. UTC is used.":         "",
		"We met three times at the office in Lyon.": "",
	} {
		z, _ := timesIn(line)
		if z.name != want {
			t.Errorf("%q: %q, want %q", line, z.name, want)
		}
	}
}
