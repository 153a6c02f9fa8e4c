import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

const { text, usage } = await generateText({
  model: openai.chat("gpt-4o-mini"),
  system: "You are a helpful assistant.",
  prompt: "Say hello",
  temperature: 0.7,
  maxOutputTokens: 100,
});
console.log(text);
console.log(usage.totalTokens > 0);
