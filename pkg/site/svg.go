package site

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// stillPicture reports an SVG file that only draws: no scripts, no handlers,
// nothing that is fetched, followed, animated or embedded. An SVG that is opened
// by itself is a page, with all rights of the site.
func stillPicture(data []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(data))
	first := true
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return !first
		}
		if err != nil {
			return false
		}
		switch t := t.(type) {
		case xml.StartElement:
			if first && t.Name.Local != "svg" || !stillElement(t) {
				return false
			}
			first = false
		case xml.Directive: // entities may hide anything
			return false
		case xml.ProcInst:
			if t.Target != "xml" || bytes.Contains(bytes.ToLower(t.Inst), []byte("encoding")) && !bytes.Contains(bytes.ToLower(t.Inst), []byte("utf-8")) {
				return false
			}
		}
	}
}

// drawing are the elements of an SVG that draw, or hold others that do.
var drawing = map[string]bool{
	"svg": true, "g": true, "defs": true, "symbol": true, "use": true, "title": true, "desc": true, "metadata": true,
	"path": true, "rect": true, "circle": true, "ellipse": true, "line": true, "polyline": true, "polygon": true,
	"text": true, "tspan": true, "textPath": true, "marker": true, "pattern": true, "clipPath": true, "mask": true,
	"linearGradient": true, "radialGradient": true, "stop": true, "filter": true, "feBlend": true, "feColorMatrix": true,
	"feComposite": true, "feFlood": true, "feGaussianBlur": true, "feMerge": true, "feMergeNode": true, "feOffset": true,
}

// stillElement refuses style elements, too: what they fetch is told by no attribute.
func stillElement(t xml.StartElement) bool {
	if !drawing[t.Name.Local] {
		return false
	}
	for _, a := range t.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.Join(strings.Fields(a.Value), ""))
		switch {
		case strings.HasPrefix(name, "on"), name == "base":
			return false
		case name == "href", name == "src":
			if !strings.HasPrefix(value, "#") {
				return false
			}
		case strings.ContainsAny(value, `\@`) && name == "style":
			return false
		case strings.Contains(strings.ReplaceAll(value, "url(#", ""), "url("), strings.Contains(value, "script:"):
			return false
		}
	}
	return true
}
