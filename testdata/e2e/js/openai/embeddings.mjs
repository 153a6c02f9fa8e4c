import OpenAI from "openai";

const client = new OpenAI();

async function embed(texts) {
  const response = await client.embeddings.create({ model: "text-embedding-3-small", input: texts });
  return response.data.map((d) => d.embedding);
}

for (const vector of await embed(["hello", "world"])) {
  console.log(vector.length, vector[0].toFixed(5), vector.at(-1).toFixed(5));
}
