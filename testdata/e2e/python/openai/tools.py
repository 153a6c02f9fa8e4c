import json

import openai

client = openai.OpenAI(max_retries=0)

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "description": "The weather in a city",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string", "enum": ["Paris", "Beijing"]}},
                "required": ["city"],
            },
        },
    }
]


def get_weather(city):
    return f"sunny in {city}"


messages = [{"role": "user", "content": "What is the weather in Paris?"}]
reply = client.chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS, tool_choice="auto")
message = reply.choices[0].message
messages.append({"role": "assistant", "content": None, "tool_calls": [c.model_dump() for c in message.tool_calls]})
for call in message.tool_calls:
    print(call.function.name, call.function.arguments)
    arguments = json.loads(call.function.arguments)
    messages.append({"role": "tool", "tool_call_id": call.id, "content": get_weather(**arguments)})
final = client.chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS)
print(final.choices[0].message.content)
