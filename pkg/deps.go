//go:build deps

// Package pkg pins dependencies that are not imported yet; removed before release.
package pkg

import (
	_ "charm.land/huh/v2"
	_ "github.com/adrg/frontmatter"
	_ "github.com/charmbracelet/lipgloss"
	_ "github.com/charmbracelet/x/cellbuf"
	_ "github.com/creack/pty"
	_ "github.com/go-git/go-git/v5"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/rogpeppe/go-internal/diff"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/santhosh-tekuri/jsonschema/v6"
	_ "github.com/spf13/cobra"
	_ "github.com/spf13/cobra/doc"
	_ "github.com/yuin/goldmark"
	_ "golang.org/x/sys/unix"
	_ "golang.org/x/term"
)
