import os

import openai

openai.api_key = os.environ.get("OPENAI_API_KEY")


def embed(texts):
    response = openai.Embedding.create(model="text-embedding-ada-002", input=texts)
    return [d["embedding"] for d in response["data"]]


for vector in embed(["hello", "world"]):
    print(len(vector), f"{vector[0]:.5f} {vector[-1]:.5f}")
