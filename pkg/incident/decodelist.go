package incident

import (
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// list decodes a list of texts. Its good items count, whatever the others are.
func (d *decoder) list(dst *Value[[]Value[string]], kind FieldKind, n document.Node, s subject) {
	if !d.sequence(n, s, true) {
		return
	}
	items := make([]Value[string], 0, n.Len())
	for index, item := range n.Items() {
		var v Value[string]
		d.value(&v, kind, item, subject{list: s.key, index: index})
		if v.Known() {
			items = append(items, v)
		}
	}
	if len(items) > 0 {
		*dst = Value[[]Value[string]]{items, n.Span()}
	}
}

// dates decodes a list of dates.
func (d *decoder) dates(dst *Value[[]Value[time.Time]], n document.Node, s subject) {
	if !d.sequence(n, s, false) {
		return
	}
	var items []Value[time.Time]
	for _, item := range n.Items() {
		var v Value[time.Time]
		d.value(&v, DateField, item, s)
		if v.Known() {
			items = append(items, v)
		}
	}
	if len(items) > 0 {
		*dst = Value[[]Value[time.Time]]{items, n.Span()}
	}
}

// sequence reports that n is a list; if not, that is a fault, which brackets
// mend when any one value is a fine item.
func (d *decoder) sequence(n document.Node, s subject, oneIsFine bool) bool {
	if n.Kind() == document.Sequence {
		return true
	}
	c := &complaint{kind: WrongType, says: "is " + shape(n) + ", where a list is meant", help: "write a list, one item or several: [a, b]"}
	if oneIsFine {
		c.fix = bracketed(d.incident.Doc, n)
	}
	d.fault(s, n, c)
	return false
}

// bracketed makes a list of one out of a single value. It is safe only when the
// value stands on one line and cannot be meant as several.
func bracketed(doc *document.Document, n document.Node) []document.Edit {
	if n.Kind() != document.Scalar || n.IsAlias() || len(n.Text()) > maxLine {
		return nil
	}
	span := n.Span()
	raw := string(doc.Source()[span.Start:span.End])
	if strings.ContainsAny(raw, ",;\n\r[]{}&*!|>#:%") {
		return nil
	}
	return []document.Edit{
		{Span: document.Span{Start: span.Start, End: span.Start}, Text: "["},
		{Span: document.Span{Start: span.End, End: span.End}, Text: "]"},
	}
}

// actions decodes action_items, item by item and key by key.
func (d *decoder) actions(dst *Value[[]ActionItem], n document.Node, s subject) {
	if n.Kind() != document.Sequence {
		d.fault(s, n, &complaint{
			kind: WrongType, says: "is " + shape(n) + ", where a list of action items is meant", help: "add items with pm action add",
		})
		return
	}
	items := make([]ActionItem, 0, n.Len())
	for index, node := range n.Items() {
		if blank(node) {
			continue
		}
		place := subject{list: s.key, index: index, id: node.Field("id").Text()}
		item := ActionItem{Index: index, Span: node.Span(), Status: Value[Status]{V: Open}}
		if d.mapping(&item, ActionFields, node, place) {
			items = append(items, item)
		}
	}
	if len(items) > 0 {
		*dst = Value[[]ActionItem]{items, n.Span()}
	}
}

// history decodes the lines of history.
func (d *decoder) history(dst *Value[[]Transition], n document.Node, s subject) {
	if n.Kind() != document.Sequence {
		d.fault(s, n, &complaint{
			kind: WrongType, says: "is " + shape(n) + ", where a list of transitions is meant", help: "leave it to pm advance",
		})
		return
	}
	lines := make([]Transition, 0, n.Len())
	for index, node := range n.Items() {
		if blank(node) {
			continue
		}
		line := Transition{Span: node.Span()}
		if d.mapping(&line, HistoryFields, node, subject{list: s.key, index: index}) {
			lines = append(lines, line)
		}
	}
	if len(lines) > 0 {
		*dst = Value[[]Transition]{lines, n.Span()}
	}
}

// mapping decodes the keys of one item of a list; false, with a fault, when the
// item has none.
func (d *decoder) mapping(item any, rows []ItemField, n document.Node, s subject) bool {
	if n.Kind() != document.Mapping {
		d.fault(s, n, &complaint{
			kind: WrongType, says: "is " + shape(n) + ", where keys and values are meant", help: "write " + itemExample(rows),
		})
		return false
	}
	d.aliased = n.IsAlias()
	defer func() { d.aliased = false }()
	var seen uint64
	for key, value := range n.Fields() {
		row := itemRow(rows, key.Text())
		if row < 0 || seen&(1<<row) != 0 {
			continue
		}
		seen |= 1 << row
		s.key = rows[row].Key
		d.value(rows[row].bind(item), rows[row].Kind, value, s)
	}
	return true
}

func itemExample(rows []ItemField) string {
	if len(rows) == len(HistoryFields) {
		return "{state: resolved, at: 2026-03-01T15:02:00Z, by: alice}"
	}
	return "{id: add-canary, title: Add a canary stage, owner: alice, due: 2026-03-20, status: open}"
}
