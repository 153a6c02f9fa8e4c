const { Configuration, OpenAIApi } = require("openai");

const openai = new OpenAIApi(new Configuration({ apiKey: process.env.OPENAI_API_KEY }));

const tools = [
  {
    type: "function",
    function: {
      name: "get_weather",
      parameters: {
        type: "object",
        properties: { city: { type: "string", enum: ["Paris", "Beijing"] } },
        required: ["city"],
      },
    },
  },
];

module.exports = (async () => {
  const messages = [{ role: "user", content: "What is the weather in Paris?" }];
  const reply = await openai.createChatCompletion({ model: "gpt-4", messages, tools });
  const message = reply.data.choices[0].message;
  const [call] = message.tool_calls;
  console.log(call.function.name, call.function.arguments);
  const { city } = JSON.parse(call.function.arguments);
  messages.push(message, { role: "tool", tool_call_id: call.id, content: `sunny in ${city}` });
  const final = await openai.createChatCompletion({ model: "gpt-4", messages, tools });
  console.log(final.data.choices[0].message.content);
})();
