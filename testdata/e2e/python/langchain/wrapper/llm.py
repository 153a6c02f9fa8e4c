from langchain_openai import ChatOpenAI

from . import settings


class LLM:
    """What the rest of the application talks to."""

    def __init__(self, model=settings.DEFAULT_MODEL):
        self.llm = ChatOpenAI(model=model, api_key=settings.OPENAI_API_KEY, temperature=0.2)

    def ask(self, question: str) -> str:
        return self.llm.invoke(question).content
