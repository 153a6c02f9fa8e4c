from llama_index.llms.openai import OpenAI

from . import settings


class LLM:
    """What the rest of the application talks to."""

    def __init__(self, model=settings.DEFAULT_MODEL):
        self.llm = OpenAI(model=model, api_key=settings.OPENAI_API_KEY, temperature=0.2)

    def ask(self, question: str) -> str:
        return self.llm.complete(question).text
