import { openai } from "@ai-sdk/openai";
import { generateText, stepCountIs, tool } from "ai";
import { z } from "zod";

const { text } = await generateText({
  model: openai("gpt-4o"),
  prompt: "What is the weather in Paris?",
  tools: {
    get_weather: tool({
      description: "The weather in a city",
      inputSchema: z.object({ city: z.enum(["Paris", "Beijing"]) }),
      execute: async (input) => {
        console.log("get_weather", JSON.stringify(input));
        return `sunny in ${input.city}`;
      },
    }),
  },
  stopWhen: stepCountIs(3),
});
console.log(text);
