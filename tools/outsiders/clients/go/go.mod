module outsiders

go 1.21.0

require (
	github.com/plutov/paypal/v4 v4.8.0
	github.com/standard-webhooks/standard-webhooks/libraries v0.0.1
	github.com/stripe/stripe-go/v82 v82.5.1
)
