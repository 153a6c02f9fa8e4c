"""One client for the whole assistant."""
import os

from openai import AsyncOpenAI, OpenAI

from settings import CHAT_MODEL, EMBEDDING_MODEL

client = OpenAI(
    api_key=os.environ["OPENAI_API_KEY"],
    timeout=30,
)
stream_client = AsyncOpenAI()


def answer(question: str) -> str:
    """Answer a customer's question."""
    reply = client.chat.completions.create(
        model=CHAT_MODEL,
        messages=[
            {"role": "system", "content": "You work for a small shop. Be brief."},
            {"role": "user", "content": question},
        ],
        temperature=0.2,
    )
    return reply.choices[0].message.content


def embed(texts: list[str]) -> list[list[float]]:
    result = client.embeddings.create(model=EMBEDDING_MODEL, input=texts)
    return [item.embedding for item in result.data]


async def stream(question: str):
    chunks = await stream_client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": question}], stream=True
    )
    async for chunk in chunks:
        yield chunk.choices[0].delta.content or ""
