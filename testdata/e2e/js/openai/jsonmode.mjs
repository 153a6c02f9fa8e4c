import OpenAI from "openai";

const llm = new OpenAI();
const completion = await llm.chat.completions.create({
  model: "gpt-4o-mini",
  response_format: { type: "json_object" },
  messages: [
    { role: "system", content: "Answer in JSON." },
    { role: "user", content: "Name a city as JSON" },
  ],
});
console.log(JSON.parse(completion.choices[0].message.content).answer);
