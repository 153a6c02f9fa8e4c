const { Configuration, OpenAIApi } = require("openai");

const api = new OpenAIApi(new Configuration({ apiKey: process.env.OPENAI_API_KEY }));

module.exports = (async () => {
  const response = await api.createEmbedding({ model: "text-embedding-ada-002", input: ["hello", "world"] });
  for (const { embedding } of response.data.data) {
    console.log(embedding.length, embedding[0].toFixed(5), embedding.at(-1).toFixed(5));
  }
})();
