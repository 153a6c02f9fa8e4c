import { generateText } from "ai";
import { model } from "./lib/model.mjs";

const { text } = await generateText({ model, prompt: "Who are you?", temperature: 0.2 });
console.log(text);
