package document

import (
	"cmp"
	"slices"

	"go.yaml.in/yaml/v3"
)

// ParseYAML reads all of src as the mapping that front matter is, for files
// that are nothing but YAML. Like Parse it never fails and keeps src. A byte
// order mark is accepted, for no other tool has to find this file's beginning.
// The document has no body and takes no edits.
func ParseYAML(src []byte) *Document {
	end := len(src)
	d := &Document{src: src, block: block{data: Span{byteOrderMark(src), end}, end: end}}
	d.checkEncoding()
	switch node := new(yaml.Node); {
	case len(d.faults) > 0, d.checkReturns():
	case end > maxFront:
		d.fault(Fault{Kind: BadYAML, Span: Span{0, lineEnd(src, 0)}, Message: "the file is too large", Help: "keep it below 1 MiB"})
	default:
		if err := decodeYAML(src[d.block.data.Start:], node); err != nil {
			d.faults = append(d.faults, d.yamlFaults(err)...)
			break
		}
		d.takeRoot(node)
	}
	slices.SortStableFunc(d.faults, func(a, b Fault) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return d
}
