package document

// Span is a half-open range of byte offsets into a document's source. The
// zero Span means "nowhere": no value can start at byte 0, where the front
// matter's delimiter stands.
type Span struct{ Start, End int }

// IsZero reports whether the span points nowhere.
func (s Span) IsZero() bool { return s == Span{} }

// Len is the number of bytes covered.
func (s Span) Len() int { return s.End - s.Start }

// Position is a place for people: line and column, both counted from 1, the
// column in Unicode code points.
type Position struct{ Line, Column int }
