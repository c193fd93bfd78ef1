//go:build !unix

package cli

// runBaseline stands in where processes cannot be measured.
func runBaseline() {}
