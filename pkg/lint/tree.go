package lint

import "io/fs"

// tree answers what is there, from memory where it can.
type tree struct{ fsys fs.FS }
