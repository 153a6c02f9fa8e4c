import json

from openai import OpenAI as Client

llm = Client()
completion = llm.chat.completions.create(
    model="gpt-4o-mini",
    response_format={"type": "json_object"},
    messages=[
        {"role": "system", "content": "Answer in JSON."},
        {"role": "user", "content": "Name a city as JSON"},
    ],
)
print(json.loads(completion.choices[0].message.content)["answer"])
