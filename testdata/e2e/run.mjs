// Runs the samples that are named on stdin, one after the other. For every line of input there is one line of output:
// {"out": what the sample printed, "error": why it failed, or ""}.
import path from "node:path";
import readline from "node:readline";
import { pathToFileURL } from "node:url";
import util from "node:util";

let out = "";
console.log = (...args) => {
  out += util.format(...args) + "\n";
};
console.warn = console.error = () => {};
let late = "";
process.on("unhandledRejection", (e) => {
  late = String(e?.stack ?? e);
});

for await (const name of readline.createInterface({ input: process.stdin })) {
  out = late = "";
  let error = "";
  try {
    const sample = await import(pathToFileURL(path.resolve(name)));
    await sample.default; // a CommonJS sample exports its end
  } catch (e) {
    error = String(e?.stack ?? e) || "failed";
  }
  process.stdout.write(JSON.stringify({ out, error: error || late }) + "\n");
}
process.exit(0);
