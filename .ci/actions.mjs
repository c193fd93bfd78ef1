// Holds the workflow commands of pm to those of @actions/core: actions.mjs MODULES GITHUB [JSON]
// Each line of GITHUB is read as the runner reads it and written again by core; the bytes must be the same. With the
// findings of the same run as JSON, each finding must be one command with its words, and there may be no other command.
import fs from "node:fs";
import path from "node:path";
import {pathToFileURL} from "node:url";

const [modules, github, json] = process.argv.slice(2);
const core = await import(pathToFileURL(path.join(modules, "@actions/core/lib/core.js")));
const fail = (text) => { console.error("actions: " + text); process.exit(1); };

const data = (s) => s.replace(/%0D/g, "\r").replace(/%0A/g, "\n").replace(/%25/g, "%");
const property = (s) => data(s.replace(/%3A/g, ":").replace(/%2C/g, ","));

// ActionCommand.TryParseV2 and TryParse of actions/runner: blanks before :: are passed over, ##[ counts anywhere.
function read(line) {
  const m = /^\s*::([a-z-]+)(?: (.*?))?::(.*)$/s.exec(line);
  if (!m) return /^\s*::/.test(line) || line.includes("##[") ? fail("read as a command: " + line) : null;
  const properties = {};
  for (const pair of (m[2] ?? "").split(",").filter(Boolean)) {
    const n = pair.indexOf("=");
    properties[pair.slice(0, n)] = property(pair.slice(n + 1));
  }
  return {name: m[1], properties, message: data(m[3])};
}

// What core prints, caught on its way to standard output.
function written({name, properties: p, message}) {
  if (!["error", "warning", "notice"].includes(name)) fail("a command that pm does not give: " + name);
  let out = "";
  const write = process.stdout.write;
  process.stdout.write = (s) => { out += s; return true; };
  core[name](message, {
    title: p.title, file: p.file, startLine: p.line, endLine: p.endLine, startColumn: p.col, endColumn: p.endColumn,
  });
  process.stdout.write = write;
  return out;
}

const bytes = fs.readFileSync(github);
const text = bytes.toString("utf8");
if (!Buffer.from(text, "utf8").equals(bytes)) fail("not UTF-8");
const commands = [];
let plain = 0;
for (const line of text.split("\n").slice(0, -1)) {
  const command = read(line);
  if (!command) { plain++; continue; }
  const again = written(command);
  if (again !== line + "\n") fail("core writes\n" + again + "and pm\n" + line);
  if (command.properties.title !== "pm lint") commands.push(command);
}
if (plain !== 1) fail(plain + " lines are no commands; the total is one");

let compared = 0;
if (json) {
  const findings = JSON.parse(fs.readFileSync(json, "utf8")).findings;
  if (findings.length !== commands.length) fail(commands.length + " commands for " + findings.length + " findings");
  const names = {error: "error", warning: "warning", info: "notice"};
  const key = (parts) => JSON.stringify(parts);
  const have = new Set(commands.map((c) => key([c.name, c.properties.title, c.properties.file, c.properties.line, c.message])));
  for (const f of findings) {
    const message = f.help === null ? f.message : f.message + "\n" + f.help;
    // What pm makes visible for a log is not the same any more; it was counted above.
    if (/[^\x20-\x7e]/.test(f.file + f.message) || /[^\x20-\x7e\n]/.test(message)) continue;
    if (!have.has(key([names[f.severity], f.rule, f.file, String(f.line), message]))) fail("missing: " + JSON.stringify(f));
    compared++;
  }
}
console.log(`${commands.length} commands as @actions/core writes them, ${compared} compared with their findings`);
