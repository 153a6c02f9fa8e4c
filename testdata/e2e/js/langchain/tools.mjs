import { HumanMessage, ToolMessage } from "@langchain/core/messages";
import { ChatOpenAI } from "@langchain/openai";

const getWeather = {
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
};

const llm = new ChatOpenAI({ model: "gpt-4o" }).bindTools([getWeather]);
const messages = [new HumanMessage("What is the weather in Paris?")];
const reply = await llm.invoke(messages);
messages.push(reply);
for (const call of reply.tool_calls) {
  console.log(call.name, JSON.stringify(call.args));
  messages.push(new ToolMessage({ content: `sunny in ${call.args.city}`, tool_call_id: call.id }));
}
console.log((await llm.invoke(messages)).content);
