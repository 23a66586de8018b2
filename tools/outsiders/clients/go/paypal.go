package main

import (
	"context"
	"net/http"
	"strings"

	"github.com/plutov/paypal/v4"
)

type orderAsked struct {
	ID       string `json:"id"`
	OrderNo  string `json:"orderNo"`
	Currency string `json:"currency"`
	Value    string `json:"value"`
}

func shown(id, status string, units []paypal.PurchaseUnit) any {
	order := map[string]any{"id": id, "status": status, "capture": nil}
	if len(units) > 0 && units[0].Payments != nil && len(units[0].Payments.Captures) > 0 {
		order["capture"] = units[0].Payments.Captures[0]
	}
	return order
}

func playPaypal(settings world) (map[string]call, error) {
	client, err := paypal.NewClient(settings.Credentials["client_id"], settings.Credentials["client_secret"], settings.Sandbox)
	if err != nil {
		return nil, err
	}
	client.SetReturnRepresentation()
	ctx := context.Background()
	if _, err := client.GetAccessToken(ctx); err != nil {
		return nil, err
	}
	return map[string]call{
		"create": read(func(asked orderAsked) (any, error) {
			unit := paypal.PurchaseUnitRequest{
				Amount:      &paypal.PurchaseUnitAmount{Currency: asked.Currency, Value: asked.Value},
				InvoiceID:   asked.OrderNo,
				Description: "折傘",
			}
			back := &paypal.ApplicationContext{ReturnURL: "https://shop.test/ok", CancelURL: "https://shop.test/no"}
			order, err := client.CreateOrder(ctx, paypal.OrderIntentCapture, []paypal.PurchaseUnitRequest{unit}, nil, back)
			if err != nil {
				return nil, err
			}
			return shown(order.ID, order.Status, order.PurchaseUnits), nil
		}),
		"get": read(func(asked orderAsked) (any, error) {
			order, err := client.GetOrder(ctx, asked.ID)
			if err != nil {
				return nil, err
			}
			return shown(order.ID, order.Status, order.PurchaseUnits), nil
		}),
		"capture": read(func(asked orderAsked) (any, error) {
			order, err := client.CaptureOrder(ctx, asked.ID, paypal.CaptureOrderRequest{})
			if err != nil {
				return nil, err
			}
			captured := map[string]any{"id": order.ID, "status": order.Status, "capture": nil}
			if len(order.PurchaseUnits) > 0 && order.PurchaseUnits[0].Payments != nil {
				captured["capture"] = order.PurchaseUnits[0].Payments.Captures[0]
			}
			return captured, nil
		}),
		"captured": read(func(asked orderAsked) (any, error) {
			capture, err := client.CapturedDetail(ctx, asked.ID)
			if err != nil {
				return nil, err
			}
			return map[string]any{"id": capture.ID, "status": capture.Status, "value": capture.Amount.Value}, nil
		}),
		"refund": read(func(asked orderAsked) (any, error) {
			amount := &paypal.Money{Currency: asked.Currency, Value: asked.Value}
			refund, err := client.RefundCapture(ctx, asked.ID, paypal.RefundCaptureRequest{Amount: amount})
			if err != nil {
				return nil, err
			}
			return map[string]any{"id": refund.ID, "status": refund.Status, "value": refund.Amount.Value}, nil
		}),
		"verify": read(func(came message) (any, error) {
			request, err := http.NewRequest(http.MethodPost, "https://shop.test/", strings.NewReader(came.Body))
			if err != nil {
				return nil, err
			}
			for name, value := range came.Headers {
				request.Header.Set(name, value)
			}
			checked, err := client.VerifyWebhookSignature(ctx, request, settings.Credentials["webhook_id"])
			if err != nil {
				return nil, err
			}
			return checked.VerificationStatus == "SUCCESS", nil
		}),
	}, nil
}
