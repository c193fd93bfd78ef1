package document

// Sections are the sections of all top-level headings, nested ones too, in
// order of their headings.
func (b *Body) Sections() []Section {
	if b.sections == nil {
		b.sections = b.cut()
	}
	return b.sections
}

func (b *Body) cut() []Section {
	sections := []Section{}
	for i, block := range b.Blocks {
		if block.Heading == nil {
			continue
		}
		j := i + 1
		for j < len(b.Blocks) && (b.Blocks[j].Heading == nil || b.Blocks[j].Heading.Level > block.Heading.Level) {
			j++
		}
		end := len(b.src)
		if j < len(b.Blocks) {
			end = b.Blocks[j].Span.Start
		}
		sections = append(sections, Section{
			Heading: *block.Heading,
			Content: Span{min(b.after(block.Span.End), end), end},
			Blocks:  b.Blocks[i+1 : j : j],
		})
	}
	return sections
}

// after is the first byte of the line behind the one that ends at end.
func (b *Body) after(end int) int {
	for _, c := range b.src[min(end, len(b.src)):] {
		end++
		if c == '\n' {
			break
		}
	}
	return end
}
