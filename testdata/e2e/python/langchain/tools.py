from typing import Literal

from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI


@tool
def get_weather(city: Literal["Paris", "Beijing"]) -> str:
    """The weather in a city."""
    return f"sunny in {city}"


llm = ChatOpenAI(model="gpt-4o").bind_tools([get_weather])
messages = [HumanMessage("What is the weather in Paris?")]
reply = llm.invoke(messages)
messages.append(reply)
for call in reply.tool_calls:
    print(call["name"], str(call["args"]).replace("'", '"').replace(": ", ":"))
    messages.append(ToolMessage(get_weather.invoke(call["args"]), tool_call_id=call["id"]))
print(llm.invoke(messages).content)
