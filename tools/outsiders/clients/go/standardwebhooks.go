package main

import (
	"net/http"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

func playStandardWebhooks(settings world) (map[string]call, error) {
	webhook, err := standardwebhooks.NewWebhook(settings.NoticeSecret)
	if err != nil {
		return nil, err
	}
	return map[string]call{
		"verify": read(func(came message) (any, error) {
			headers := http.Header{}
			for name, value := range came.Headers {
				headers.Set(name, value)
			}
			return webhook.Verify([]byte(came.Body), headers) == nil, nil
		}),
	}, nil
}
