from langchain_core.messages import HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o-mini", temperature=0.7, max_tokens=100)
answer = llm.invoke([SystemMessage("You are a helpful assistant."), HumanMessage("Say hello")])
print(answer.content)
print(answer.usage_metadata["total_tokens"] > 0)
