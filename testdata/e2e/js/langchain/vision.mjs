import { HumanMessage } from "@langchain/core/messages";
import { ChatOpenAI } from "@langchain/openai";

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8BQDwAEgAF/pooBPQAAAABJRU5ErkJggg==";

const llm = new ChatOpenAI({ model: "gpt-4o", maxTokens: 300 });
const message = new HumanMessage({
  content: [
    { type: "text", text: "What is in this picture?" },
    { type: "image_url", image_url: { url: `data:image/png;base64,${PIXEL}` } },
  ],
});
console.log((await llm.invoke([message])).content);
