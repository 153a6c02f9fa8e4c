const { Configuration, OpenAIApi } = require("openai");
const { apiKey, DEFAULT_MODEL } = require("./config.cjs");

class LLM {
  constructor(model = DEFAULT_MODEL) {
    this.api = new OpenAIApi(new Configuration({ apiKey }));
    this.model = model;
  }

  async ask(question) {
    const answer = await this.api.createChatCompletion({
      model: this.model,
      messages: [{ role: "user", content: question }],
      temperature: 0.2,
    });
    return answer.data.choices[0].message.content;
  }
}

module.exports = { LLM };
