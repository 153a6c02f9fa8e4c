import { OpenAI } from "openai";

const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

const stream = await openai.chat.completions.create({
  model: "gpt-4o",
  messages: [{ role: "user", content: "Count to three" }],
  stream: true,
});
const parts = [];
for await (const chunk of stream) {
  const text = chunk.choices[0]?.delta?.content;
  if (text) parts.push(text);
}
console.log(parts.length > 1);
console.log(parts.join(""));
