import json
import os

import openai

openai.api_key = os.environ["OPENAI_API_KEY"]

completion = openai.ChatCompletion.create(
    model="gpt-3.5-turbo",
    response_format={"type": "json_object"},
    messages=[
        {"role": "system", "content": "Answer in JSON."},
        {"role": "user", "content": "Name a city as JSON"},
    ],
)
print(json.loads(completion.choices[0].message.content)["answer"])
