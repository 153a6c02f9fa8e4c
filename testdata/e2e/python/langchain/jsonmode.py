import json

from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o-mini").bind(response_format={"type": "json_object"})
answer = llm.invoke([("system", "Answer in JSON."), ("human", "Name a city as JSON")])
print(json.loads(answer.content)["answer"])
