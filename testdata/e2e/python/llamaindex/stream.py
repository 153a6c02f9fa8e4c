from llama_index.llms.openai import OpenAI

llm = OpenAI(model="gpt-4o")
parts = [chunk.delta for chunk in llm.stream_complete("Count to three") if chunk.delta]
print(len(parts) > 1)
print("".join(parts))
