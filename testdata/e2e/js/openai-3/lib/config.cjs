exports.apiKey = process.env.OPENAI_API_KEY;
exports.DEFAULT_MODEL = "gpt-3.5-turbo";
