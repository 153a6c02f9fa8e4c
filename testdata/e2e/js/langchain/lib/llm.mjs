import { ChatOpenAI } from "@langchain/openai";
import { config, DEFAULT_MODEL } from "./config.mjs";

export class LLM {
  constructor(model = DEFAULT_MODEL) {
    this.llm = new ChatOpenAI({ model, apiKey: config.apiKey, temperature: 0.2 });
  }

  async ask(question) {
    return (await this.llm.invoke(question)).content;
  }
}
