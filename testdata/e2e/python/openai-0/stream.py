import os

import openai

openai.api_key = os.environ["OPENAI_API_KEY"]

parts = []
for chunk in openai.ChatCompletion.create(
    model="gpt-4",
    messages=[{"role": "user", "content": "Count to three"}],
    stream=True,
):
    delta = chunk["choices"][0]["delta"]
    if delta.get("content"):
        parts.append(delta["content"])
print(len(parts) > 1)
print("".join(parts))
