module example.com/shop/search

go 1.21

require github.com/sashabaranov/go-openai v1.41.2
