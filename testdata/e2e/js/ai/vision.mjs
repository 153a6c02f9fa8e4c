import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8BQDwAEgAF/pooBPQAAAABJRU5ErkJggg==";

const { text } = await generateText({
  model: openai("gpt-4o"),
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "What is in this picture?" },
        { type: "image", image: Buffer.from(PIXEL, "base64"), mediaType: "image/png" },
      ],
    },
  ],
});
console.log(text);
