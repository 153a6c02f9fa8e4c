from langchain_openai import OpenAIEmbeddings

embeddings = OpenAIEmbeddings(model="text-embedding-3-small")

for vector in embeddings.embed_documents(["hello", "world"]):
    print(len(vector), f"{vector[0]:.5f} {vector[-1]:.5f}")
