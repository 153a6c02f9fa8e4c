import json

from llama_index.core.llms import ChatMessage
from llama_index.llms.openai import OpenAI

llm = OpenAI(model="gpt-4o-mini", additional_kwargs={"response_format": {"type": "json_object"}})
answer = llm.chat(
    [
        ChatMessage(role="system", content="Answer in JSON."),
        ChatMessage(role="user", content="Name a city as JSON"),
    ]
)
print(json.loads(answer.message.content)["answer"])
