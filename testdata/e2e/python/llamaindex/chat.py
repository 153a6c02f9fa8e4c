from llama_index.core.llms import ChatMessage
from llama_index.llms.openai import OpenAI

llm = OpenAI(model="gpt-4o-mini", temperature=0.7, max_tokens=100)
answer = llm.chat(
    [
        ChatMessage(role="system", content="You are a helpful assistant."),
        ChatMessage(role="user", content="Say hello"),
    ]
)
print(answer.message.content)
print(answer.raw.usage.total_tokens > 0)
