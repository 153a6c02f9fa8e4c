const { LLM } = require("./lib/llm.cjs");

module.exports = new LLM().ask("Who are you?").then((text) => console.log(text));
