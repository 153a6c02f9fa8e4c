import { ChatOpenAI } from "@langchain/openai";

const llm = new ChatOpenAI({ model: "gpt-4o", apiKey: process.env.OPENAI_API_KEY });
const parts = [];
for await (const chunk of await llm.stream("Count to three")) {
  if (chunk.content) parts.push(chunk.content);
}
console.log(parts.length > 1);
console.log(parts.join(""));
