package document

import (
	"fmt"
	"strings"
	"testing"
)

// hostile are inputs on which a Markdown parser may take time or memory that
// grows with the square of their length. Each is one that some parser fell for.
func hostile(size int) map[string]string {
	inputs := map[string]string{
		"wide table":         strings.Repeat("|a", size/5) + "|\n" + strings.Repeat("|-", size/5) + "|\n" + strings.Repeat("|a|\n", size/20),
		"lazy continuation":  strings.Repeat("> ", size/4) + "a\n" + strings.Repeat("a\n", size/4),
		"brackets nested":    strings.Repeat("[", size/2) + strings.Repeat("]", size/2),
		"definitions in use": "",
		"lists in steps":     "",
		"blanks after depth": strings.Repeat("- ", size/4) + "a\n" + strings.Repeat("\n", size/2),
	}
	var definitions, steps strings.Builder
	for i := 0; definitions.Len() < size/2; i++ {
		fmt.Fprintf(&definitions, "[a%d]: x\n", i)
	}
	definitions.WriteByte('\n')
	for i := 0; definitions.Len() < size; i++ {
		fmt.Fprintf(&definitions, "[a%d] ", i)
	}
	for i := 0; steps.Len() < size; i++ {
		steps.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	inputs["definitions in use"], inputs["lists in steps"] = definitions.String(), steps.String()
	for _, unit := range hostileUnits {
		inputs[unit] = strings.Repeat(unit, size/len(unit))
	}
	return inputs
}

var hostileUnits = []string{
	">", "> ", ">\n", "- ", "-\t", "1. ", "> - 1. ", "\t", "- a\n", "[", "[]", "]", "[a](", "[a](((", "[a](b \"", "![", "![a](b)", "[a][",
	"[a](b)", "[a]", "[\r\n", "\\[", "*a ", "**", "*a_", "*a\n", "*[a](", "_", "`", "`a``b", "``` a\n", "~~~\n", "<", "<a ", "<a\n", "<a b='",
	"<!--", "<!-- a\n", "a <!--", "<?", "<!A", "<![CDATA[", "<a@", "<a@b.", "<http:", "<b id=x>", "<p id=x>\n\n", "&", "&a", "|", "|a|b|\n",
	"[a]: x\n", "[a]\n\n", "# a\n", "# a-1\n# a\n", "#", "a\n=\n", "\\", "a: ", "a://", "a  \n", "~", "~a ", "~a~", "http://a_*", "<a b>",
	"<q>", "<q>a ", "<q>a</q>", "<blockquote>\n\na\n\n", "<blockquote>\n\na\n\n</blockquote>\n\n", "**a**: ", "***a",
}

// TestHostileBodies ends in seconds because nothing here is quadratic: without its
// bounds the parser would need a minute.
func TestHostileBodies(t *testing.T) {
	const size = 40_000
	for _, input := range hostile(size) {
		for _, before := range []string{"", "- "} {
			parseBody([]byte(before+input), 0)
		}
	}
}

func TestBounds(t *testing.T) {
	const beyond = 2 * maxNesting
	b := parseBody([]byte(strings.Repeat("- ", beyond)+"x\n\n[a](b) text\n"), 0)
	depth := 0
	for list := b.Blocks[0].List; ; depth++ {
		if len(list.Items[0].Lists) == 0 {
			break
		}
		list = &list.Items[0].Lists[0]
	}
	if depth < maxNesting/2-1 || depth > maxNesting {
		t.Errorf("lists are %d deep, want about %d", depth, maxNesting/2)
	}
	if len(b.Blocks) != 2 || len(b.Links) != 1 {
		t.Errorf("behind the nest: %d blocks and %d links, want 2 and 1", len(b.Blocks), len(b.Links))
	}
	b = parseBody([]byte(strings.Repeat("[a](b) ", beyond*10)+"\n\n[a](b)\n"), 0)
	if len(b.Links) != maxMarks+1 {
		t.Errorf("%d links, want %d of the first paragraph and one of the second", len(b.Links), maxMarks)
	}
}
