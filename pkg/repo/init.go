package repo

import (
	"fmt"
	"os"
	"path/filepath"
)

// Init makes dir an empty Git repository with its work tree, on the unborn
// branch main, without running git. It refuses a folder that is one already.
func Init(dir string) error {
	git := filepath.Join(dir, ".git")
	if err := os.Mkdir(git, 0o755); err != nil {
		return fmt.Errorf("making a repository: %w", err)
	}
	for _, sub := range []string{"objects/info", "objects/pack", "refs/heads", "refs/tags"} {
		if err := os.MkdirAll(filepath.Join(git, filepath.FromSlash(sub)), 0o755); err != nil {
			return fmt.Errorf("making a repository: %w", err)
		}
	}
	files := map[string]string{
		"HEAD":   "ref: refs/heads/main\n",
		"config": "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n",
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(git, name), []byte(text), 0o644); err != nil {
			return fmt.Errorf("making a repository: %w", err)
		}
	}
	return nil
}
