import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });

const tools = [
  {
    type: "function",
    function: {
      name: "get_weather",
      description: "The weather in a city",
      parameters: {
        type: "object",
        properties: { city: { type: "string", enum: ["Paris", "Beijing"] } },
        required: ["city"],
      },
    },
  },
];

const messages = [{ role: "user", content: "What is the weather in Paris?" }];
const reply = await client.chat.completions.create({ model: "gpt-4o", messages, tools, tool_choice: "auto" });
messages.push(reply.choices[0].message);
for (const call of reply.choices[0].message.tool_calls) {
  console.log(call.function.name, call.function.arguments);
  const { city } = JSON.parse(call.function.arguments);
  messages.push({ role: "tool", tool_call_id: call.id, content: `sunny in ${city}` });
}
const final = await client.chat.completions.create({ model: "gpt-4o", messages, tools });
console.log(final.choices[0].message.content);
