// What an editor's YAML language server says of an incident's front matter, over LSP on standard input and output.
// node yaml-language-server.mjs NODE_MODULES SCHEMA INCIDENT: the front matter as it is must give no diagnostic, and
// each planted fault one on its line. The schema is named by the modeline that docs/editors.md shows.
import { spawn } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, schema, incident] = process.argv.slice(2);
const rpc = createRequire(join(modules, "yaml-language-server", "package.json"))("vscode-jsonrpc/node");
const server = spawn(process.execPath, [join(modules, "yaml-language-server", "bin", "yaml-language-server"), "--stdio"],
  { stdio: ["pipe", "pipe", "inherit"] });
const connection = rpc.createMessageConnection(new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin));
const waiting = new Map(); // by URI, who waits for its diagnostics

const settings = { validate: true, schemaStore: { enable: false }, hover: true, completion: true };
connection.onRequest("workspace/configuration", ({ items }) => items.map((i) => (i.section === "yaml" ? settings : {})));
connection.onRequest("client/registerCapability", () => null);
connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => waiting.get(uri)?.(diagnostics));
connection.listen();
await connection.sendRequest("initialize", {
  processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true } },
});
await connection.sendNotification("initialized", {});

let opened = 0;
function diagnose(text) {
  const uri = pathToFileURL(`${incident}.${++opened}.yaml`).href;
  return new Promise((resolve) => {
    waiting.set(uri, resolve);
    connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
  });
}

const front = readFileSync(incident, "utf8").match(/^---\n([\s\S]*?\n)---\n/)[1];
const good = `# yaml-language-server: $schema=${pathToFileURL(schema).href}\n${front}`;
let failed = 0;
function expect(what, found, line) {
  const right = line === undefined ? found.length === 0 : found.some((d) => d.range.start.line === line);
  failed += right ? 0 : 1;
  console.log(`${right ? "ok" : "WRONG"} ${what}: ${found.length ? found.map((d) => `${d.range.start.line + 1}: ${d.message.split("\n")[0]}`).join("; ") : "nothing"}`);
}

expect("as it is", await diagnose(good));
for (const [what, pattern, wrong] of [
  ["a state that does not exist", /^state: .*$/m, "state: nowhere"],
  ["a severity that does not exist", /^severity: .*$/m, "severity: sev9"],
  ["a title that is a list", /^title: .*$/m, "title: [a, b]"],
  ["a time that is a number", /^started_at: .*$/m, "started_at: 42"],
]) {
  const text = good.replace(pattern, wrong);
  if (text === good) throw new Error(`${incident} has no ${pattern}`);
  expect(what, await diagnose(text), text.split("\n").indexOf(wrong));
}
copyFileSync(schema, join(dirname(incident), "front.schema.json"));
const near = `# yaml-language-server: $schema=front.schema.json\n${front.replace(/^state: .*$/m, "state: nowhere")}`;
expect("a state that does not exist, by a schema beside the incident", await diagnose(near), near.split("\n").indexOf("state: nowhere"));
expect("the same without the modeline", await diagnose(front.replace(/^state: .*$/m, "state: nowhere")));
server.kill();
process.exit(failed ? 1 : 0);
