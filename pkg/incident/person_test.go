package incident

import "testing"

func people() *Process {
	p := DefaultProcess()
	p.People = []Person{
		{Handle: "alice", Name: "Alice Ames", Email: "alice@example.com", Aliases: []string{"aames", "@bob"}, Active: true},
		{Handle: "bob", Name: "Bob Berg", Email: "bob@example.com", Active: true},
	}
	return p
}

func TestPersonOf(t *testing.T) {
	tests := []struct{ written, want string }{
		{"alice", "alice"},
		{"@Alice", "alice"},
		{" alice ames ", "alice"},
		{"ALICE@example.com", "alice"},
		{"aames", "alice"},
		{"bob", "bob"}, // not Alice, although she has it as an alias
		{"carol", ""},
		{"@", ""},
		{"", ""},
	}
	p := people()
	for _, tt := range tests {
		got, ok := p.PersonOf(tt.written)
		if got.Handle != tt.want || ok != (tt.want != "") {
			t.Errorf("PersonOf(%q) = %q, %v; want %q", tt.written, got.Handle, ok, tt.want)
		}
	}
}

func TestNearestPerson(t *testing.T) {
	p := people()
	p.People = append(p.People, Person{Handle: "dave"}) // who has no name
	for written, want := range map[string]string{
		"alcie": "alice", "@Alise": "alice", "Bob Burg": "bob", "aame": "alice", "carol": "", "": "",
	} {
		if got := p.NearestPerson(written); got != want {
			t.Errorf("NearestPerson(%q) = %q, want %q", written, got, want)
		}
	}
}

func TestSamePerson(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"alice", "@ALICE", true},
		{"Alice Ames", "aames", true},
		{"alice", "bob", false},
		{"carol", "@Carol", true},
		{"carol", "dave", false},
		{"alice", "carol", false},
		{"", "", false},
	}
	p := people()
	for _, tt := range tests {
		if got := p.SamePerson(tt.a, tt.b); got != tt.want {
			t.Errorf("SamePerson(%q, %q) = %v", tt.a, tt.b, got)
		}
	}
}
