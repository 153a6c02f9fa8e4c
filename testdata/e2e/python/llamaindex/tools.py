from typing import Literal

from llama_index.core.llms import ChatMessage
from llama_index.core.tools import FunctionTool
from llama_index.llms.openai import OpenAI


def get_weather(city: Literal["Paris", "Beijing"]) -> str:
    """The weather in a city."""
    return f"sunny in {city}"


tool = FunctionTool.from_defaults(get_weather)
llm = OpenAI(model="gpt-4o")
history = [ChatMessage(role="user", content="What is the weather in Paris?")]
reply = llm.chat_with_tools([tool], chat_history=history)
history.append(reply.message)
for call in llm.get_tool_calls_from_response(reply):
    print(call.tool_name, str(call.tool_kwargs).replace("'", '"').replace(": ", ":"))
    result = get_weather(**call.tool_kwargs)
    history.append(ChatMessage(role="tool", content=result, additional_kwargs={"tool_call_id": call.tool_id}))
print(llm.chat(history).message.content)
