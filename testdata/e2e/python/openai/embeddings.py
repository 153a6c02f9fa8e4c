from openai import OpenAI

client = OpenAI()


def embed(texts):
    response = client.embeddings.create(model="text-embedding-3-small", input=texts)
    return [d.embedding for d in response.data]


for vector in embed(["hello", "world"]):
    print(len(vector), f"{vector[0]:.5f} {vector[-1]:.5f}")
