package incident

import (
	"net/url"
	"path"
	"strings"
	"unicode"

	"github.com/postmortem-md/pm/pkg/document"
)

// referencesSection is where AddReferences writes.
const referencesSection = "references"

// Reference is a file that is linked under References.
type Reference struct {
	Text string // what readers see: plain text
	Path string // slash-separated, relative to the incident's folder
}

// AddReferences adds a list item with a link for each reference, an image for
// what IsImage, behind the list that ends the references section, else as a new
// list there; a missing section is added at the end. What would not be read back
// as those links and nothing else is a *document.Refusal.
func AddReferences(i *Incident, refs []Reference) ([]document.Op, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	p := page{i.Doc}
	lines := make([]string, len(refs))
	for n, r := range refs {
		lines[n] = r.markdown()
	}
	var op document.Op
	if section, ok := FindSection(i.Doc, referencesSection); ok {
		op = p.listed(section, lines)
	} else {
		op = p.newSection(referencesSection, bulleted("- ", lines)...)
	}
	out, err := i.Doc.Edit(op)
	if err != nil {
		return nil, err
	}
	if !linksAdded(i, document.Parse(out), refs) {
		return nil, &document.Refusal{
			Position: i.Doc.Position(p.references()),
			Reason:   "a link added under References would not be read as one",
			Way:      "write it with pm edit " + i.Ref() + ": " + strings.Join(lines, ", "),
		}
	}
	return []document.Op{op}, nil
}

func bulleted(marker string, lines []string) []string {
	items := make([]string, len(lines))
	for n, line := range lines {
		items[n] = marker + line
	}
	return items
}

// listed adds items to the list at the end of a section, or makes one there.
func (p page) listed(s document.Section, lines []string) document.Op {
	blocks := ownBlocks(s)
	if len(blocks) == 0 {
		return p.below(s.Heading.Span.End, bulleted("- ", lines)...)
	}
	last := blocks[len(blocks)-1]
	if last.Kind != document.ListBlock || last.List == nil || len(last.List.Items) == 0 {
		return p.below(last.Span.End, bulleted("- ", lines)...)
	}
	item := last.List.Items[len(last.List.Items)-1]
	var added []string
	for n, line := range lines {
		if p.loose(last.List) {
			added = append(added, "")
		}
		added = append(added, p.margin(item.Span.Start)+nextMarker(item.Marker, n+1)+" "+line)
	}
	offset := nextLine(p.doc.Source(), item.Span.End)
	// Text right below would be read as the new item's second line.
	if !p.blankLine(offset) {
		added = append(added, "")
	}
	return p.doc.InsertLines(offset, added...)
}

// references is where the section begins, or the body.
func (p page) references() int {
	if s, ok := FindSection(p.doc, referencesSection); ok {
		return s.Heading.Span.Start
	}
	return p.doc.BodyStart()
}

// markdown is the reference as a link or an image.
func (r Reference) markdown() string {
	text := plainText(r.Text)
	if text == "" {
		text = plainText(path.Base(r.Path))
	}
	link := "[" + text + "](" + r.destination() + ")"
	if IsImage(r.Path) {
		return "!" + link
	}
	return link
}

// destination escapes what Markdown or a URL would read as something else.
func (r Reference) destination() string {
	u := url.URL{Path: r.Path}
	return strings.ReplaceAll(u.String(), "&", "%26")
}

// plainText is text as Markdown that shows it and does nothing else.
func plainText(s string) string {
	runes := []rune(oneLine(s))
	word := func(n int) bool {
		return n >= 0 && n < len(runes) && (unicode.IsLetter(runes[n]) || unicode.IsDigit(runes[n]))
	}
	var b strings.Builder
	for n, r := range runes {
		switch {
		case r != ' ' && !unicode.IsPrint(r): // what turns or hides text
			continue
		case strings.ContainsRune("\\`*[]<>&~|$", r), r == '_' && !(word(n-1) && word(n+1)):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// linksAdded reports that a document has the links that the incident had, in their
// order, and the new ones among them.
func linksAdded(i *Incident, now *document.Document, refs []Reference) bool {
	old, links := i.Doc.Body().Links, now.Body().Links
	if len(links) != len(old)+len(refs) {
		return false
	}
	first := 0
	for first < len(old) && old[first].Destination == links[first].Destination {
		first++
	}
	// With a link that was there already the new ones may begin before.
	for at := first; at >= 0; at-- {
		if sameLinks(links[at+len(refs):], old[at:]) && leadTo(i.Path, links[at:at+len(refs)], refs) {
			return true
		}
	}
	return false
}

func sameLinks(a, b []document.Link) bool {
	for n := range a {
		if a[n].Destination != b[n].Destination {
			return false
		}
	}
	return true
}

// leadTo reports that links lead to the files of references, one each.
func leadTo(from string, links []document.Link, refs []Reference) bool {
	for n, l := range links {
		want, _ := TargetOf(from, document.Link{Destination: refs[n].destination()})
		got, ok := TargetOf(from, l)
		if !ok || got != want || l.Image != IsImage(refs[n].Path) {
			return false
		}
	}
	return true
}
