from wrapper.llm import LLM

print(LLM().ask("Who are you?"))
