import OpenAI from "openai";
import { config, DEFAULT_MODEL } from "./config.mjs";

export class LLM {
  constructor(model = DEFAULT_MODEL) {
    this.client = new OpenAI({ apiKey: config.apiKey, timeout: 30_000 });
    this.model = model;
  }

  async ask(question) {
    const answer = await this.client.chat.completions.create({
      model: this.model,
      messages: [{ role: "user", content: question }],
      temperature: 0.2,
    });
    return answer.choices[0].message.content;
  }
}
