from openai import OpenAI

client = OpenAI()

response = client.chat.completions.create(
    model="gpt-4o-mini",
    messages=[
        {"role": "system", "content": "You are a helpful assistant."},
        {"role": "user", "content": "Say hello"},
    ],
    temperature=0.7,
    max_tokens=100,
)
print(response.choices[0].message.content)
print(response.usage.total_tokens > 0)
