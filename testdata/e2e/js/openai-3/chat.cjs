const { Configuration, OpenAIApi } = require("openai");

const configuration = new Configuration({ apiKey: process.env.OPENAI_API_KEY });
const openai = new OpenAIApi(configuration);

module.exports = (async () => {
  const response = await openai.createChatCompletion({
    model: "gpt-3.5-turbo",
    messages: [
      { role: "system", content: "You are a helpful assistant." },
      { role: "user", content: "Say hello" },
    ],
    temperature: 0.7,
    max_tokens: 100,
  });
  console.log(response.data.choices[0].message.content);
  console.log(response.data.usage.total_tokens > 0);
})();
