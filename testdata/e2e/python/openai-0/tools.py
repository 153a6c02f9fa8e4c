import json
import os

import openai

openai.api_key = os.environ["OPENAI_API_KEY"]

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string", "enum": ["Paris", "Beijing"]}},
                "required": ["city"],
            },
        },
    }
]
messages = [{"role": "user", "content": "What is the weather in Paris?"}]
reply = openai.ChatCompletion.create(model="gpt-4", messages=messages, tools=TOOLS)
call = reply.choices[0].message.tool_calls[0]
print(call.function.name, call.function.arguments)
city = json.loads(call.function.arguments)["city"]
messages += [
    {"role": "assistant", "content": None, "tool_calls": [call.to_dict_recursive()]},
    {"role": "tool", "tool_call_id": call.id, "content": "sunny in " + city},
]
final = openai.ChatCompletion.create(model="gpt-4", messages=messages, tools=TOOLS)
print(final.choices[0].message.content)
