// Command rdf reads lines of the Reviewdog Diagnostic Format from standard input
// and fails at the first that reviewdog would not take, or not show. It is a module
// of its own, so that the product does not depend on reviewdog.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/reviewdog/reviewdog/proto/rdf"
	"google.golang.org/protobuf/encoding/protojson"
)

func main() {
	n, err := check(os.Stdin)
	if err != nil {
		fmt.Fprintf(os.Stderr, "rdf: line %d: %v\n", n, err)
		os.Exit(1)
	}
	fmt.Printf("%d diagnostics\n", n)
}

// check gives the number of lines, or that of the first bad one.
func check(r io.Reader) (int, error) {
	lines, n := bufio.NewScanner(r), 0
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		n++
		var d rdf.Diagnostic
		// Unknown fields and unknown values are errors unless asked otherwise.
		if err := protojson.Unmarshal(lines.Bytes(), &d); err != nil {
			return n, err
		}
		if err := plausible(&d); err != nil {
			return n, err
		}
	}
	return n, lines.Err()
}

// plausible checks what the comments of reviewdog.proto ask for.
func plausible(d *rdf.Diagnostic) error {
	switch {
	case d.GetMessage() == "":
		return errors.New("no message")
	case d.GetLocation().GetPath() == "":
		return errors.New("no path")
	case d.GetSeverity() == rdf.Severity_UNKNOWN_SEVERITY:
		return errors.New("no severity")
	case d.GetCode().GetValue() == "":
		return errors.New("no code")
	}
	if r := d.GetLocation().GetRange(); r != nil {
		if err := ordered(r); err != nil {
			return err
		}
	}
	for _, s := range d.GetSuggestions() {
		if s.GetRange().GetEnd() == nil {
			return errors.New("a suggestion without an end")
		}
		if err := ordered(s.GetRange()); err != nil {
			return fmt.Errorf("a suggestion: %w", err)
		}
	}
	return nil
}

func ordered(r *rdf.Range) error {
	start, end := r.GetStart(), r.GetEnd()
	switch {
	case start.GetLine() < 1:
		return errors.New("a range without a line")
	case end == nil:
		return nil
	case end.GetLine() < start.GetLine(),
		end.GetLine() == start.GetLine() && end.GetColumn() < start.GetColumn():
		return errors.New("a range that ends before it starts")
	}
	return nil
}
