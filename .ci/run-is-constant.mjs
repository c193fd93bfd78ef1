// node run-is-constant.mjs NODE_MODULES ACTION: fails where an expression stands in a run: of a composite action, because
// what a pull request can choose would become part of the script.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, file] = process.argv.slice(2);
const { parse } = createRequire(join(modules, "yaml", "package.json"))("yaml");
const steps = parse(readFileSync(file, "utf8")).runs.steps;
const bad = steps.filter((s) => s.run?.includes("${{"));
for (const s of bad) console.error(`${file}: the step "${s.name}" runs an expression: ${s.run}`);
if (!steps.length || bad.length) process.exit(1);
