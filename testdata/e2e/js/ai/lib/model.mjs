import { createOpenAI } from "@ai-sdk/openai";

const provider = createOpenAI({ apiKey: process.env.OPENAI_API_KEY });

export const DEFAULT_MODEL = "gpt-4o-mini";
export const model = provider.chat(DEFAULT_MODEL);
