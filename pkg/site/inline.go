package site

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/postmortem-md/pm/pkg/incident"
)

// link leads where its address does. Without one its words are left, and so they
// are inside another link.
func (b *body) link(n *ast.Link, entering bool) ast.WalkStatus {
	if !entering {
		if b.inLink--; b.leads(n) {
			b.html("</a>")
		}
		return ast.WalkContinue
	}
	if b.leads(n) {
		b.anchorTag(b.resolve(n.Destination))
		if strings.TrimSpace(b.plainText(n)) == "" {
			b.text(cleanDestination(n.Destination))
		}
	}
	b.inLink++
	return ast.WalkContinue
}

// leads reports that a link becomes one.
func (b *body) leads(n *ast.Link) bool { return b.inLink == 0 && b.resolve(n.Destination).href != "" }

func (b *body) anchorTag(a address) {
	b.html("<a").attr("href", a.href)
	if a.outside {
		b.html(` rel="noreferrer"`)
	}
	b.html(">")
}

func (b *body) autolink(n *ast.AutoLink, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	label := string(n.Label(b.src))
	to := label
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(to), "mailto:") {
		to = "mailto:" + to
	}
	a := b.resolve([]byte(to))
	if a.href == "" || b.inLink > 0 {
		b.text(label)
		return ast.WalkContinue
	}
	b.anchorTag(a)
	b.text(label).html("</a>")
	return ast.WalkContinue
}

// image shows a picture that lies in the site. One of another site is a link to
// it: a page asks for nothing outside.
func (b *body) image(n *ast.Image, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	a := b.resolve(n.Destination)
	alt := strings.TrimSpace(b.plainText(n))
	if alt == "" {
		alt = cleanDestination(n.Destination)
	}
	switch {
	case a.picture:
		b.html("<img").attr("src", a.href).attr("alt", alt).html(` loading="lazy">`)
	case a.href != "" && b.inLink == 0:
		b.anchorTag(a)
		b.text(alt).html("</a>")
	default:
		b.text(alt)
	}
	return ast.WalkSkipChildren
}

// textNode shows the time of a timeline entry apart from what happened then.
func (b *body) textNode(n *ast.Text, entering bool) ast.WalkStatus {
	e, ok := b.entries[n.Segment.Start]
	if !entering || !ok || !bytes.HasPrefix(n.Segment.Value(b.src), []byte(e.Written)) {
		return b.goldmark(n, entering)
	}
	b.moment(e)
	rest := *n
	rest.Segment.Start += len(e.Written)
	value := rest.Segment.Value(b.src)
	rest.Segment.Start += len(value) - len(bytes.TrimLeft(value, " \t:|–—-"))
	b.html(" ")
	return b.goldmark(&rest, true)
}

// moment is the time of an entry: the day only where it is another than before.
func (b *body) moment(e incident.Entry) {
	at := e.At.V.UTC()
	b.html("<time").attr("datetime", at.Format("2006-01-02T15:04:05Z")).html(">")
	if day := at.Format("2 Jan 2006"); day != b.day {
		b.day = day
		b.html(`<span class="date">`).text(day).html("</span> ")
	}
	b.text(clock(at)).html("</time>")
}

// htmlBlock shows what an HTML block says, and none of its mark-up.
func (b *body) htmlBlock(n *ast.HTMLBlock, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	var raw []byte
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		raw = append(raw, line.Value(b.src)...)
	}
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(b.src)...)
	}
	if words := bytes.TrimSpace(withoutTags(raw)); len(words) > 0 {
		b.html("<p>")
		html.DefaultWriter.Write(sink{b.writer}, words)
		b.html("</p>\n")
	}
	return ast.WalkContinue
}

// withoutTags cuts comments and everything else between < and >.
func withoutTags(raw []byte) []byte {
	var out []byte
	for {
		at := bytes.IndexByte(raw, '<')
		if at < 0 {
			return append(out, raw...)
		}
		out = append(append(out, raw[:at]...), ' ')
		end := ">"
		if bytes.HasPrefix(raw[at:], []byte("<!--")) {
			end = "-->"
		}
		to := bytes.Index(raw[at:], []byte(end))
		if to < 0 {
			return out
		}
		raw = raw[at+to+len(end):]
	}
}

// rawHTML keeps line breaks and leaves out other tags; what stands between them is
// text like any other.
func (b *body) rawHTML(n *ast.RawHTML, entering bool) ast.WalkStatus {
	if entering && n.Segments.Len() > 0 {
		first := n.Segments.At(0)
		if tag := bytes.ToLower(first.Value(b.src)); bytes.HasPrefix(tag, []byte("<br")) && (len(tag) < 4 || !letterOrDigit(tag[3])) {
			b.html("<br>")
		}
	}
	return ast.WalkSkipChildren
}

// plainText is the text below a node without any mark-up.
func (b *body) plainText(n ast.Node) string {
	var t strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Text:
			t.Write(resolved(c.Segment.Value(b.src)))
			if c.SoftLineBreak() || c.HardLineBreak() {
				t.WriteByte(' ')
			}
		case *ast.String:
			t.Write(c.Value)
		case *ast.AutoLink:
			t.Write(c.Label(b.src))
		}
		return ast.WalkContinue, nil
	})
	return t.String()
}
