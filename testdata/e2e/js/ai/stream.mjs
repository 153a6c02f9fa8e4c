import { createOpenAI } from "@ai-sdk/openai";
import { streamText } from "ai";

const openai = createOpenAI({ apiKey: process.env.OPENAI_API_KEY });

const { textStream } = streamText({ model: openai("gpt-4o"), prompt: "Count to three" });
const parts = [];
for await (const part of textStream) {
  if (part) parts.push(part);
}
console.log(parts.length > 1);
console.log(parts.join(""));
