from llama_index.embeddings.openai import OpenAIEmbedding

embedding = OpenAIEmbedding(model="text-embedding-3-small")

for vector in embedding.get_text_embedding_batch(["hello", "world"]):
    print(len(vector), f"{vector[0]:.5f} {vector[-1]:.5f}")
