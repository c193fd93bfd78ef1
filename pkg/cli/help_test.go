package cli

import "testing"

func TestReflow(t *testing.T) {
	const text = "Move an incident on, if every gate\non the way holds:\n\n  resolved -> closed and a long line of a table\n\nWhat is needed is listed.\n\nExit codes:\n  0  done, and nothing more to say"
	for width, want := range map[int]string{
		0:   text,
		100: "Move an incident on, if every gate on the way holds:\n\n  resolved -> closed and a long line of a table\n\nWhat is needed is listed.\n\nExit codes:\n  0  done, and nothing more to say",
		20:  "Move an incident on,\nif every gate on the\nway holds:\n\n  resolved -> closed and a long line of a table\n\nWhat is needed is\nlisted.\n\nExit codes:\n  0  done, and nothing more to say",
		1:   "Move\nan\nincident\non,\nif\nevery\ngate\non\nthe\nway\nholds:\n\n  resolved -> closed and a long line of a table\n\nWhat\nis\nneeded\nis\nlisted.\n\nExit\ncodes:\n  0  done, and nothing more to say",
	} {
		if got := reflow(text, width); got != want {
			t.Errorf("reflow to %d:\ngot  %q\nwant %q", width, got, want)
		}
	}
}
