package repo

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
)

// dag writes a random history by git fast-import: every commit states its whole
// tree, so that a merge may be anything, and times are few, so that many are
// equal and some run backwards.
type dag struct {
	*rand.Rand
	out     bytes.Buffer
	trees   []map[string]string // of each commit: path and content; "@" before it makes a link
	parents [][]int
}

var dagPaths = []string{
	"p/2025/a.md", "p/2025/b.md", "p/2025", "p/2025.md", "p/2026/a.md", "p/2026/c-d.md", "p/2026/c/d.md", "p/2026/c.md", "p/x", "p/x/y/z.md",
	"p-2/a.md", "p.md", "other/a.md", ".pm.yaml", "p/é \"1\".md",
}

func (s *sandbox) randomHistory(seed uint64, commits int) {
	s.Helper()
	d := &dag{Rand: rand.New(rand.NewPCG(seed, 1))}
	for n := range commits {
		d.commit(n)
	}
	s.fastImport(&d.out)
}

func (s *sandbox) fastImport(stream io.Reader) {
	s.Helper()
	cmd := exec.Command(s.git, "fast-import", "--quiet", "--force")
	cmd.Dir, cmd.Env, cmd.Stdin = s.dir, s.env, stream
	if out, err := cmd.CombinedOutput(); err != nil {
		s.Fatalf("fast-import: %v\n%s", err, out)
	}
}

func (d *dag) commit(n int) {
	parents := d.pickParents(n)
	tree := d.merged(parents)
	for range d.IntN(3) {
		d.touch(tree)
	}
	when := 1772000000 + 60*(n/3) - 600*d.IntN(20)/19
	fmt.Fprintf(&d.out, "commit refs/heads/main\nmark :%d\nauthor Ada L. <ada@example.com> %d +0100\ncommitter Grace <g@example.com> %d -0730\n", n+1, when-50, when)
	message := fmt.Sprintf("commit %d\nsecond line\n\nbody\n", n)
	fmt.Fprintf(&d.out, "data %d\n%s", len(message), message)
	for i, p := range parents {
		fmt.Fprintf(&d.out, "%s :%d\n", []string{"from", "merge"}[min(i, 1)], p+1)
	}
	d.out.WriteString("deleteall\n")
	for _, path := range slices.Sorted(maps.Keys(tree)) {
		content, link := strings.CutPrefix(tree[path], "@")
		mode := map[bool]string{true: "120000", false: "100644"}[link]
		fmt.Fprintf(&d.out, "M %s inline %q\ndata %d\n%s\n", mode, path, len(content), content)
	}
	d.out.WriteString("\n")
	d.trees, d.parents = append(d.trees, tree), append(d.parents, parents)
}

func (d *dag) pickParents(n int) []int {
	if n == 0 {
		return nil
	}
	parents := []int{n - 1} // so that the last is made of all
	for d.IntN(3) == 0 && len(parents) < 3 {
		if p := max(0, n-1-d.IntN(12)); !slices.Contains(parents, p) {
			parents = append(parents, p)
		}
	}
	d.Shuffle(len(parents), func(a, b int) { parents[a], parents[b] = parents[b], parents[a] })
	return parents
}

// merged takes each path from any of the parents.
func (d *dag) merged(parents []int) map[string]string {
	tree := map[string]string{}
	for _, path := range dagPaths {
		if len(parents) == 0 {
			break
		}
		if content, ok := d.trees[parents[d.IntN(len(parents))]][path]; ok {
			d.put(tree, path, content)
		}
	}
	return tree
}

func (d *dag) touch(tree map[string]string) {
	path := dagPaths[d.IntN(len(dagPaths))]
	if d.IntN(4) == 0 {
		delete(tree, path)
		return
	}
	content := fmt.Sprint(d.IntN(6))
	if d.IntN(8) == 0 {
		content = "@" + content
	}
	d.put(tree, path, content)
}

// put keeps a path from being both a file and a folder.
func (d *dag) put(tree map[string]string, path, content string) {
	for other := range tree {
		if strings.HasPrefix(other, path+"/") || strings.HasPrefix(path, other+"/") {
			delete(tree, other)
		}
	}
	tree[path] = content
}
