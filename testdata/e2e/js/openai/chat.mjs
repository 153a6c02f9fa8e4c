import OpenAI from "openai";

const client = new OpenAI();

const response = await client.chat.completions.create({
  model: "gpt-4o-mini",
  messages: [
    { role: "system", content: "You are a helpful assistant." },
    { role: "user", content: "Say hello" },
  ],
  temperature: 0.7,
  max_tokens: 100,
});
console.log(response.choices[0].message.content);
console.log(response.usage.total_tokens > 0);
