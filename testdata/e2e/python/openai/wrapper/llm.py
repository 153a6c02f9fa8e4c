from openai import OpenAI

from . import settings


class LLM:
    """What the rest of the application talks to."""

    def __init__(self, model=settings.DEFAULT_MODEL):
        self.client = OpenAI(api_key=settings.OPENAI_API_KEY, timeout=30)
        self.model = model

    def ask(self, question: str) -> str:
        answer = self.client.chat.completions.create(
            model=self.model,
            messages=[{"role": "user", "content": question}],
            temperature=0.2,
        )
        return answer.choices[0].message.content
