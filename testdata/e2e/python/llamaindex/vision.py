from llama_index.core.llms import ChatMessage, ImageBlock, TextBlock
from llama_index.llms.openai import OpenAI

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8BQDwAEgAF/pooBPQAAAABJRU5ErkJggg=="

llm = OpenAI(model="gpt-4o", max_tokens=300)
message = ChatMessage(
    role="user",
    blocks=[TextBlock(text="What is in this picture?"), ImageBlock(url="data:image/png;base64," + PIXEL)],
)
print(llm.chat([message]).message.content)
