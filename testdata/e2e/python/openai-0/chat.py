import os

import openai

openai.api_key = os.getenv("OPENAI_API_KEY")

response = openai.ChatCompletion.create(
    model="gpt-3.5-turbo",
    messages=[
        {"role": "system", "content": "You are a helpful assistant."},
        {"role": "user", "content": "Say hello"},
    ],
    temperature=0.7,
    max_tokens=100,
)
print(response["choices"][0]["message"]["content"])
print(response["usage"]["total_tokens"] > 0)
