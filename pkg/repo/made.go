package repo

import (
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// Made is when the revision was made: an annotated tag's own date, else its
// commit's. It is zero for a tree, which has none.
func (t *Tree) Made() time.Time { return t.reader.fs().made }

// madeAt is the date in the head of a tag or a commit; zero where there is none, as
// in very old tags.
func madeAt(data []byte) time.Time {
	if when := signatureIn(data, "tagger ").When; !when.IsZero() {
		return when
	}
	return signatureIn(data, "committer ").When
}

// made is the first date on the way from a revision to its tree. A folder has none,
// whatever the commit that it is taken from.
func (s *revision) made() time.Time {
	id, rest, err := s.object()
	for n := 0; err == nil && rest == "" && n < maxTags; n++ {
		kind, data, rerr := s.objects.read(id, nil)
		if rerr != nil || kind != plumbing.TagObject && kind != plumbing.CommitObject {
			break
		}
		if when := madeAt(data); !when.IsZero() {
			return when
		}
		id, err = parseTag(data)
	}
	return time.Time{}
}
