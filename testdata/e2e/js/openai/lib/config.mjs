export const config = {
  apiKey: process.env.OPENAI_API_KEY ?? "",
};
export const DEFAULT_MODEL = "gpt-4o-mini";
