package main

import (
	"context"
	"errors"

	"github.com/stripe/stripe-go/v82"
	"github.com/stripe/stripe-go/v82/webhook"
)

type intentAsked struct {
	ID             string `json:"id"`
	IdempotencyKey string `json:"idempotencyKey"`
	Params         struct {
		Amount   int64             `json:"amount"`
		Currency string            `json:"currency"`
		Types    []string          `json:"payment_method_types"`
		Metadata map[string]string `json:"metadata"`
	} `json:"params"`
}

func playStripe(settings world) (map[string]call, error) {
	noRetries := int64(0)
	config := &stripe.BackendConfig{
		URL:               stripe.String(settings.Sandbox),
		MaxNetworkRetries: &noRetries,
		LeveledLogger:     &stripe.LeveledLogger{Level: stripe.LevelNull},
	}
	backends := &stripe.Backends{API: stripe.GetBackendWithConfig(stripe.APIBackend, config)}
	intents := stripe.NewClient(settings.Credentials["secret_key"], stripe.WithBackends(backends)).V1PaymentIntents
	secret := settings.Credentials["webhook_secret"]
	ctx := context.Background()

	create := func(asked intentAsked) (*stripe.PaymentIntent, error) {
		wanted := asked.Params
		params := &stripe.PaymentIntentCreateParams{
			Amount:             &wanted.Amount,
			Currency:           &wanted.Currency,
			PaymentMethodTypes: stripe.StringSlice(wanted.Types),
			Metadata:           wanted.Metadata,
		}
		if asked.IdempotencyKey != "" {
			params.SetIdempotencyKey(asked.IdempotencyKey)
		}
		return intents.Create(ctx, params)
	}
	return map[string]call{
		"create":   read(func(asked intentAsked) (any, error) { return create(asked) }),
		"retrieve": read(func(asked intentAsked) (any, error) { return intents.Retrieve(ctx, asked.ID, nil) }),
		"confirm": read(func(asked intentAsked) (any, error) {
			return intents.Confirm(ctx, asked.ID, &stripe.PaymentIntentConfirmParams{
				PaymentMethod: stripe.String("pm_card_visa"),
			})
		}),
		"refusal": read(func(asked intentAsked) (any, error) {
			_, err := create(asked)
			var refusal *stripe.Error
			if !errors.As(err, &refusal) {
				return nil, err
			}
			return map[string]any{"type": refusal.Type, "code": refusal.Code, "param": refusal.Param}, nil
		}),
		"event": read(func(came message) (any, error) {
			// Stripe sends events in the account's version, which need not be the client's.
			options := webhook.ConstructEventOptions{IgnoreAPIVersionMismatch: true}
			return webhook.ConstructEventWithOptions([]byte(came.Body), came.Headers["stripe-signature"], secret, options)
		}),
		"sign": read(func(own message) (any, error) {
			unsigned := &webhook.UnsignedPayload{Payload: []byte(own.Body), Secret: secret}
			return webhook.GenerateTestSignedPayload(unsigned).Header, nil
		}),
	}, nil
}
