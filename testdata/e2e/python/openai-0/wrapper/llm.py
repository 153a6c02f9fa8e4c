import openai

from . import settings

openai.api_key = settings.OPENAI_API_KEY


class LLM:
    """What the rest of the application talks to."""

    def __init__(self, model=settings.DEFAULT_MODEL):
        self.model = model

    def ask(self, question):
        answer = openai.ChatCompletion.create(
            model=self.model,
            messages=[{"role": "user", "content": question}],
            temperature=0.2,
        )
        return answer["choices"][0]["message"]["content"]
