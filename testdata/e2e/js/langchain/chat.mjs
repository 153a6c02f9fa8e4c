import { HumanMessage, SystemMessage } from "@langchain/core/messages";
import { ChatOpenAI } from "@langchain/openai";

const llm = new ChatOpenAI({ model: "gpt-4o-mini", temperature: 0.7, maxTokens: 100 });
const answer = await llm.invoke([new SystemMessage("You are a helpful assistant."), new HumanMessage("Say hello")]);
console.log(answer.content);
console.log(answer.usage_metadata.total_tokens > 0);
