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

// itemList is what a list of mappings holds.
type itemList struct {
	rows    []ItemField
	of      string // what its items are, in words
	help    string // for a value that is no list
	example string // of an item
}

// actions decodes action_items, item by item and key by key.
func (d *decoder) actions(dst *Value[[]ActionItem], n document.Node, s subject) {
	list := itemList{
		rows: ActionFields, of: "action items", help: "add items with pm action add",
		example: "{id: add-canary, title: Add a canary stage, owner: alice, due: 2026-03-20, status: open}",
	}
	decodeItems(d, dst, list, n, s, func(index int, node document.Node) (ActionItem, string) {
		return ActionItem{Index: index, Span: node.Span(), Status: Value[Status]{V: Open}}, node.Field("id").Text()
	})
}

// history decodes the lines of history.
func (d *decoder) history(dst *Value[[]Transition], n document.Node, s subject) {
	list := itemList{
		rows: HistoryFields, of: "transitions", help: "leave it to pm advance",
		example: "{state: resolved, at: 2026-03-01T15:02:00Z, by: alice}",
	}
	decodeItems(d, dst, list, n, s, func(_ int, node document.Node) (Transition, string) {
		return Transition{Span: node.Span()}, ""
	})
}

// decodeItems decodes a list of mappings. begin makes an item in which nothing
// is known yet, and says by which id, if any, faults name it.
func decodeItems[T any](d *decoder, dst *Value[[]T], l itemList, n document.Node, s subject, begin func(int, document.Node) (T, string)) {
	if n.Kind() != document.Sequence {
		d.fault(s, n, &complaint{kind: WrongType, says: "is " + shape(n) + ", where a list of " + l.of + " is meant", help: l.help})
		return
	}
	items := make([]T, 0, n.Len())
	for index, node := range n.Items() {
		if blank(node) {
			continue
		}
		item, id := begin(index, node)
		if d.mapping(&item, l, node, subject{list: s.key, index: index, id: id}) {
			items = append(items, item)
		}
	}
	if len(items) > 0 {
		*dst = Value[[]T]{items, n.Span()}
	}
}

// mapping decodes the keys of one item of a list; false, with a fault, when the
// item has none.
func (d *decoder) mapping(item any, l itemList, n document.Node, s subject) bool {
	if n.Kind() != document.Mapping {
		d.fault(s, n, &complaint{
			kind: WrongType, says: "is " + shape(n) + ", where keys and values are meant", help: "write " + l.example,
		})
		return false
	}
	d.aliased = n.IsAlias()
	defer func() { d.aliased = false }()
	var seen uint64
	for key, value := range n.Fields() {
		row := itemRow(l.rows, key.Text())
		if row < 0 || seen&(1<<row) != 0 {
			continue
		}
		seen |= 1 << row
		field := &l.rows[row]
		s.key = field.Key
		d.value(field.bind(item), field.Kind, value, s)
	}
	return true
}
