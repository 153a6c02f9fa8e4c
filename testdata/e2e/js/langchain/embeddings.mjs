import { OpenAIEmbeddings } from "@langchain/openai";

const embeddings = new OpenAIEmbeddings({ model: "text-embedding-3-small" });

for (const vector of await embeddings.embedDocuments(["hello", "world"])) {
  console.log(vector.length, vector[0].toFixed(5), vector.at(-1).toFixed(5));
}
