from langchain_core.messages import HumanMessage
from langchain_openai import ChatOpenAI

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8BQDwAEgAF/pooBPQAAAABJRU5ErkJggg=="

llm = ChatOpenAI(model="gpt-4o", max_tokens=300)
message = HumanMessage(
    content=[
        {"type": "text", "text": "What is in this picture?"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64," + PIXEL}},
    ]
)
print(llm.invoke([message]).content)
