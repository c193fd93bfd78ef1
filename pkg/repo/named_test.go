package repo

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestReadNamed takes a file wherever it lies, byte by byte, and nothing else.
func TestReadNamed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return full
	}
	const bytes = "\x89PNG\r\n\x1a\n\x00\xff"
	outside := write("outside/graph.png", bytes)
	write("root/sub/near.txt", "near")
	write("root/empty", "")
	write("root/large", strings.Repeat("x", 11))
	r, err := Open(t.Context(), Options{Dir: filepath.Join(dir, "root")})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for path, want := range map[string]string{outside: bytes, "../outside/graph.png": bytes, "sub/near.txt": "near", "empty": ""} {
		data, err := r.ReadNamed(path, 10)
		if err != nil || string(data) != want || data == nil {
			t.Errorf("%s: %q, %v", path, data, err)
		}
	}
	if _, err := r.ReadNamed("large", 10); err == nil || err.Error() != "large: 11 bytes, more than 10" {
		t.Errorf("too large: %v", err)
	}
	refused := map[string]error{"sub": errNamedFolder, "nothing": fs.ErrNotExist}
	if err := os.Symlink("sub/near.txt", filepath.Join(dir, "root/link")); err == nil {
		refused["link"] = errNamedLink
	}
	if os.Symlink("nowhere", filepath.Join(dir, "root/dangling")) == nil {
		refused["dangling"] = errNamedLink
	}
	if _, err := os.Stat("/dev/null"); err == nil {
		refused["/dev/null"] = errNotRegular
	}
	for path, want := range refused {
		_, err := r.ReadNamed(path, 10)
		if fault, ok := errors.AsType[*fs.PathError](err); !ok || fault.Path != path || !errors.Is(err, want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestUnbound(t *testing.T) {
	got := Unbound([]string{"HOME=/h", "GIT_DIR=/a", "GIT_WORK_TREE=", "GIT_CONFIG_COUNT=1", "GIT_DIRECTORY=x", "GIT_INDEX_FILE=i"})
	if want := []string{"HOME=/h", "GIT_CONFIG_COUNT=1", "GIT_DIRECTORY=x"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
