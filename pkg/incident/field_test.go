package incident

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The keys and the states that ask for them, as the specification has them.
func TestFieldTable(t *testing.T) {
	needed := map[State]string{}
	for _, f := range Fields {
		needed[f.Needed] += " " + f.Key
		if f.Doc == "" || !strings.HasSuffix(f.Doc, ".") || f.Fill == "" || f.bind(&Incident{}) == nil {
			t.Errorf("the row of %s is not complete", f.Key)
		}
		if got, ok := FieldByKey(f.Key); !ok || got.Key != f.Key {
			t.Errorf("FieldByKey(%s) = %s, %v", f.Key, got.Key, ok)
		}
	}
	want := map[State]string{
		InProgress: " title state severity started_at",
		Resolved:   " ended_at",
		RootCause:  " owner participants triggers followup_due",
		FollowUp:   " action_items",
		"": " detected_at acknowledged_at mitigated_at facilitator services tags related aliases alerts review_at review_invitations" +
			" no_actions_reason dismissed_because adopted history",
	}
	if diff := cmp.Diff(want, needed); diff != "" {
		t.Error(diff)
	}
	if _, ok := FieldByKey("customer"); ok {
		t.Error("customer is in the table")
	}
}

// Two rows that decode into one place would lose a value.
func TestFieldsBindToPlacesOfTheirOwn(t *testing.T) {
	seen := map[any]string{}
	i := &Incident{}
	for _, f := range Fields {
		place := f.bind(i)
		if other, twice := seen[place]; twice {
			t.Errorf("%s and %s share a place", f.Key, other)
		}
		seen[place] = f.Key
	}
	a, line := &ActionItem{}, &Transition{}
	for _, rows := range []struct {
		item any
		rows []ItemField
	}{{a, ActionFields}, {line, HistoryFields}} {
		for _, f := range rows.rows {
			place := f.bind(rows.item)
			if other, twice := seen[place]; twice || f.Doc == "" {
				t.Errorf("%s and %s share a place", f.Key, other)
			}
			seen[place] = f.Key
		}
	}
}

func TestSectionTable(t *testing.T) {
	needed := map[State]string{}
	for _, s := range Sections {
		needed[s.Needed] += " " + s.Name
		for _, heading := range append([]string{s.Heading}, s.Synonyms...) {
			if got, ok := SectionOf(heading); !ok || got.Name != s.Name {
				t.Errorf("%q stands for %s, want %s", heading, got.Name, s.Name)
			}
		}
	}
	want := map[State]string{RootCause: " summary timeline happened", FollowUp: " intended why avoid", "": " references"}
	if diff := cmp.Diff(want, needed); diff != "" {
		t.Error(diff)
	}
}

// A command that fills a field must be one that sets it.
func TestFillsAreTakenBySet(t *testing.T) {
	p, i := DefaultProcess(), front("title: x\nstate: resolved")
	values := strings.NewReplacer(
		`"ONE LINE"`, "x", "SEVERITY", "sev1", `"YYYY-MM-DD HH:MM"`, "2026-03-01 14:02", "HH:MM", "14:02", "HANDLE", "alice",
		"TRIGGER", "data-loss",
	)
	for _, f := range Fields {
		_, arg, ok := strings.Cut(p.fill(i, f), "pm set "+i.ID+" ")
		if !ok || f.Command != "" {
			continue
		}
		a, err := ParseAssignment(values.Replace(arg))
		if err != nil || a.Key != f.Key {
			t.Errorf("%s: %v", arg, err)
		}
		if _, err := p.Set(i, []Assignment{a}, at("2026-03-10T12:00:00Z")); err != nil {
			t.Errorf("%s: %v", arg, err)
		}
	}
}
