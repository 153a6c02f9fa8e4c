"""Settings of the assistant."""
import os

CHAT_MODEL = os.getenv("OPENAI_MODEL", "gpt-4o-mini")
EMBEDDING_MODEL = "text-embedding-3-small"

# Prices are per million tokens, for the monthly report only.
PRICES = {
    "gpt-4o": 2.50,
    "gpt-4o-mini": 0.15,
}
