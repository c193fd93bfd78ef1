// Takes code blocks out of documentation: node fenced.mjs FILE PREFIX DIR writes each block whose first line is a comment
// with a path below PREFIX ("# .github/workflows/x.yml") to DIR, under the path's last part and its number.
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const [file, prefix, dir] = process.argv.slice(2);
let n = 0;
for (const [, block] of readFileSync(file, "utf8").matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm)) {
  const path = block.match(/^# ([^\s,]+)/)?.[1];
  if (path?.startsWith(prefix)) writeFileSync(join(dir, `docs-${++n}-${basename(path)}`), block);
}
