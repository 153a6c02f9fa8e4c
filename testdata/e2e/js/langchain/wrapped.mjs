import { LLM } from "./lib/llm.mjs";

console.log(await new LLM().ask("Who are you?"));
