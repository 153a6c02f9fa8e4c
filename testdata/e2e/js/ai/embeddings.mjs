import { openai } from "@ai-sdk/openai";
import { embedMany } from "ai";

const { embeddings } = await embedMany({
  model: openai.embedding("text-embedding-3-small"),
  values: ["hello", "world"],
});
for (const vector of embeddings) {
  console.log(vector.length, vector[0].toFixed(5), vector.at(-1).toFixed(5));
}
