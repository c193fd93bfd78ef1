// Prints what the SARIF multitool found in a file, and fails on errors: its own exit code is 0 all the same.
import fs from "node:fs";

const run = JSON.parse(fs.readFileSync(process.argv[2], "utf8").replace(/^\uFEFF/, "")).runs[0];
const counts = {};
for (const r of run.results ?? []) {
  const rule = run.tool.driver.rules?.[r.ruleIndex];
  const level = r.level ?? rule?.defaultConfiguration?.level ?? "warning";
  const key = `${level} ${r.ruleId}`;
  counts[key] = (counts[key] ?? 0) + 1;
}
console.log("sarif-multitool:", Object.keys(counts).length ? JSON.stringify(counts) : "nothing");
process.exit(Object.keys(counts).some((k) => k.startsWith("error")) ? 1 : 0);
