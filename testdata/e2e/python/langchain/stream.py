from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

chain = ChatPromptTemplate.from_template("{task}") | ChatOpenAI(model="gpt-4o") | StrOutputParser()
parts = [part for part in chain.stream({"task": "Count to three"}) if part]
print(len(parts) > 1)
print("".join(parts))
