const { Configuration, OpenAIApi } = require("openai");

const openai = new OpenAIApi(new Configuration({ apiKey: process.env.OPENAI_API_KEY }));

module.exports = (async () => {
  const response = await openai.createChatCompletion(
    { model: "gpt-4", messages: [{ role: "user", content: "Count to three" }], stream: true },
    { responseType: "stream" },
  );
  const parts = [];
  let rest = "";
  for await (const data of response.data) {
    const lines = (rest + data).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith("data: ") || line === "data: [DONE]") continue;
      const text = JSON.parse(line.slice(6)).choices[0]?.delta?.content;
      if (text) parts.push(text);
    }
  }
  console.log(parts.length > 1);
  console.log(parts.join(""));
})();
