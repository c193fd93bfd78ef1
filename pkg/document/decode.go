package document

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/adrg/frontmatter"
	"go.yaml.in/yaml/v3"
)

// maxFront bounds the front matter in bytes: what the YAML parser builds is a
// hundred times as large.
const maxFront = 1 << 20

var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// readFront decodes the block that was found and looks for what the decoder
// lets pass.
func (d *Document) readFront() {
	if d.block.data.Len() > maxFront {
		d.fault(Fault{
			Kind: BadYAML, Span: d.block.open,
			Message: fmt.Sprintf("the front matter is larger than %d KiB", maxFront>>10),
			Help:    "move what is not a key into the body, or into an attachment",
		})
		return
	}
	if d.checkReturns() {
		return
	}
	known := len(d.faults) > 0 && d.faults[0].Kind == BadEncoding && d.faults[0].Span.Start < d.block.end
	node, err := d.decodeBlock()
	if err != nil {
		text, prose := d.prose()
		switch {
		case known:
		case prose:
			d.fault(notMapping(text))
		default:
			d.faults = append(d.faults, d.yamlFaults(err)...)
		}
		return
	}
	d.takeRoot(node)
	d.checkContinuation()
}

// prose finds text between two thematic breaks that YAML cannot read: a blank
// line follows the first, and no key follows that.
func (d *Document) prose() (Span, bool) {
	start := d.block.data.Start
	text := firstText(d.src, start)
	for text.Start < d.block.data.End && d.src[text.Start] == '#' {
		text = firstText(d.src, nextLine(d.src, text.Start))
	}
	blank := isBlank(d.src[start:lineEnd(d.src, start)])
	return text, blank && text.Start < d.block.data.End && !looksLikeKey(d.src[text.Start:text.End])
}

// decodeBlock hands the block to adrg/frontmatter, which must split it as we
// did. It compares lines with their blanks trimmed, so a delimiter inside a
// block scalar makes it stop short: then the YAML is decoded without it.
func (d *Document) decodeBlock() (*yaml.Node, error) {
	data := d.src[d.block.data.Start:d.block.data.End]
	closer := bytes.TrimSpace(d.src[d.block.close.Start:d.block.close.End])
	node := new(yaml.Node)
	if inner := innerDelimiters(d.src, d.block.data, closer); len(inner) > 0 {
		d.faults = append(d.faults, inner...)
		return node, decodeYAML(data, node)
	}
	taken := -1
	format := frontmatter.NewFormat("---", string(closer), func(data []byte, _ any) error {
		taken = len(data)
		return decodeYAML(data, node)
	})
	r := readers.Get().(*bufio.Reader)
	defer readers.Put(r)
	defer r.Reset(nil) // so that the pool keeps no file alive
	r.Reset(bytes.NewReader(d.src[d.block.open.Start:d.block.end]))
	rest, err := frontmatter.MustParse(r, node, format)
	if err == nil && (taken != len(data) || len(rest) > 0) || errors.Is(err, frontmatter.ErrNotFound) {
		d.fault(innerFault(d.block.close))
		return node, decodeYAML(data, node)
	}
	return node, err
}

// innerDelimiters finds lines that only their indentation keeps from being the
// closing delimiter.
func innerDelimiters(src []byte, data Span, closer []byte) []Fault {
	var faults []Fault
	for pos := data.Start; pos < data.End; {
		i := bytes.Index(src[pos:data.End], closer)
		if i < 0 {
			break
		}
		start := lineStart(src, pos+i)
		end, next := endOfLine(src, pos+i)
		if bytes.Equal(bytes.TrimSpace(src[start:end]), closer) {
			faults = append(faults, innerFault(Span{start, end}))
		}
		pos = next
	}
	return faults
}

func innerFault(at Span) Fault {
	return Fault{
		Kind: InnerDelimiter, Span: at,
		Message: "a delimiter line stands inside a value, and tools disagree on where the front matter ends",
		Help:    "take the --- out of the value, or move the text into the body",
	}
}

// decodeYAML reads exactly one document: yaml.Unmarshal would silently drop
// whatever follows the first.
func decodeYAML(data []byte, node *yaml.Node) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("yaml: unknown problem parsing YAML content")
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(node); err != nil {
		if errors.Is(err, io.EOF) {
			return nil
		}
		return err
	}
	var second yaml.Node
	switch err := decoder.Decode(&second); {
	case err == nil:
		return errors.New("yaml: did not find expected <document start>")
	case errors.Is(err, io.EOF):
		return nil
	default:
		return err
	}
}
