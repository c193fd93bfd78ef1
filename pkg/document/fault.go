package document

// FaultKind says what sort of fault a Fault is.
type FaultKind string

// The faults a document may have.
const (
	NoFrontMatter  FaultKind = "missing"         // the file does not begin with ---
	Unclosed       FaultKind = "unclosed"        // no closing ---
	ByteOrderMark  FaultKind = "byte-order-mark" // the file begins with U+FEFF
	BadDelimiter   FaultKind = "delimiter"       // "...", "--- # c", "----", CR-only line ends
	InnerDelimiter FaultKind = "inner-delimiter" // a --- line inside a block scalar
	BadYAML        FaultKind = "yaml"            // the YAML parser refused it
	NotMapping     FaultKind = "not-mapping"     // front matter is not key: value
	DuplicateKey   FaultKind = "duplicate-key"   // a key is there twice
	Conflict       FaultKind = "conflict"        // a merge conflict that nobody has resolved
	BadEncoding    FaultKind = "encoding"        // not UTF-8, or a control character that YAML forbids
	TooLong        FaultKind = "too-long"        // more Markdown than is read
)

// Fault is something wrong with a document's form.
type Fault struct {
	Kind    FaultKind
	Span    Span
	Subject string // the key a DuplicateKey is about; else ""
	Message string // what is wrong, lower case, without a full stop
	Help    string // what to do
	Fix     []Edit // bytes that mend it safely; nil when a person must decide
}
